import { changeHeader, headerOf, type Mutators } from '../mutant.ts';

const proving = ['client-id', 'request-time', 'signature'] as const;
const counted = [...proving, 'content-encoding', 'content-length'] as const;
const oddEnds = [' ', '\t', '\u00a0', '\n', '\r\n', '\0', ',', ';', '"'] as const;

/** Changes of headers. */
export const headMutators: Mutators = {
  'repeat one': (mutant, random) => {
    const name = random.pick(counted);
    const value = headerOf(mutant, name) ?? 'identity';
    const pair = [random.pick([name, name.toUpperCase()]), random.pick([value, '', 'other'])] as const;
    mutant.headers.push(pair);
    if (random.chance(0.5)) mutant.headers.reverse();
  },
  'repeat an indifferent one': (mutant) => {
    mutant.headers.push(['content-type', 'text/plain'], ['accept', '*/*']);
  },
  drop: (mutant, random) => {
    const name = random.pick(proving);
    mutant.headers = mutant.headers.filter(([key]) => key.toLowerCase() !== name);
  },
  empty: (mutant, random) => changeHeader(mutant, random.pick(proving), () => ''),
  'case of a name': (mutant, random) => {
    mutant.headers = mutant.headers.map(([name, value]) => [
      [...name].map((letter) => (random.chance(0.5) ? letter.toUpperCase() : letter)).join(''),
      value,
    ]);
  },
  'odd name': (mutant, random) => {
    const at = random.between(0, mutant.headers.length - 1);
    const odd = random.pick([' ', '\0', ':', '_', '\u017f'] as const);
    mutant.headers = mutant.headers.map(([name, value], index) => [index === at ? name + odd : name, value]);
  },
  'other order': (mutant) => void mutant.headers.reverse(),
  'case of a value': (mutant, random) =>
    changeHeader(mutant, random.pick(proving), (value) =>
      random.chance(0.5) ? value.toLowerCase() : value.toUpperCase(),
    ),
  'blank around a value': (mutant, random) =>
    changeHeader(mutant, random.pick(proving), (value) =>
      random.chance(0.5) ? value + random.pick(oddEnds) : random.pick(oddEnds) + value,
    ),
  'blank inside a value': (mutant, random) =>
    changeHeader(mutant, random.pick(proving), (value) => {
      const at = random.between(1, Math.max(1, value.length - 1));
      return value.slice(0, at) + random.pick(oddEnds) + value.slice(at);
    }),
  'joined with itself': (mutant, random) =>
    changeHeader(mutant, random.pick(proving), (value) => `${value}${random.pick([', ', ',', ';'])}${value}`),
  'like a list': (mutant, random) =>
    changeHeader(mutant, random.pick(proving), (value) =>
      random.pick([`["${value}"]`, `${value},`, `[${value}]`]),
    ),
  'one character': (mutant, random) =>
    changeHeader(mutant, random.pick(proving), (value) => {
      const at = random.between(0, Math.max(0, value.length - 1));
      const put = String.fromCharCode(random.between(0, 255));
      return value.slice(0, at) + put + value.slice(at + 1);
    }),
  'cut off': (mutant, random) =>
    changeHeader(mutant, random.pick(proving), (value) =>
      value.slice(0, random.between(0, value.length - 1)),
    ),
  'not ASCII': (mutant, random) =>
    changeHeader(mutant, random.pick(proving), (value) =>
      value.replace(/\w/g, random.pick(['é', '支', '\ud800'])),
    ),
  'far too long': (mutant, random) =>
    changeHeader(mutant, random.pick(proving), (value) => value.padEnd(random.between(65, 9_000), 'A')),
  'content encoding': (mutant, random) => {
    const odd = ['gzip', 'GZIP', 'identity', ' Identity ', 'br', 'identity, gzip', '', '*'] as const;
    mutant.headers.push(['Content-Encoding', random.pick(odd)]);
  },
  'content length': (mutant, random) => {
    const odd = ['0', '16384', '16385', '1e9', '-1', 'NaN', '99999999999999999999', '0x5', ''] as const;
    mutant.headers.push(['Content-Length', random.pick(odd)]);
  },
  'other headers': (mutant, random) => {
    const odd = [
      ...(['__proto__', 'constructor', 'forEach', 'x-http-method-override', 'x-original-url'] as const),
      ...(['x-client-id', 'client_id', 'signature-input', 'transfer-encoding', 'expect'] as const),
    ];
    mutant.headers.unshift([random.pick(odd as ['__proto__']), random.pick(['x', 'POST', 'chunked', ''])]);
  },
  'other client id': (mutant, random) => {
    const odd = ['T_OTHER', 'SANDBOX_T_111222333', 'T_11122233', 'T_1112223333', 'Τ_111222333', '*', 'null'];
    return changeHeader(mutant, 'client-id', () => random.pick(odd as ['']));
  },
};
