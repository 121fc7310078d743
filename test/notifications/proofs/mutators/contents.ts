import type { Mutant, Mutators } from '../mutant.ts';

/** Changes the text of the body; bytes that are no UTF-8 stay as they are. */
function changeText(mutant: Mutant, change: (text: string) => string): void {
  mutant.body = Buffer.from(change(mutant.body.toString('utf8')));
}

/** Parses, changes and writes again; `false` for what is no JSON. */
function changeJson(mutant: Mutant, change: (value: unknown) => unknown): boolean {
  try {
    mutant.body = Buffer.from(JSON.stringify(change(JSON.parse(mutant.body.toString('utf8')))));
    return true;
  } catch {
    return false;
  }
}

const amounts = /"value":"?\d+"?/g;
const values = [
  '"1"',
  '"599000"',
  '599',
  '"0599"',
  '"599.0"',
  '1e400',
  '-599',
  '9007199254740993',
  'null',
  '{}',
] as const;
const currencies = ['JPY', 'usd', 'XXX', 'USD ', '', 'KWD', 'UЅD'] as const;

function reversed(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([name, inner]) => [name, reversed(inner)]),
  );
}

const odd = (name: string, value: string) => (text: string) => text.replace('{', `{"${name}":${value},`);

/** Changes of the JSON, each of which a reader may take for the same or for another meaning. */
export const contentMutators: Mutators = {
  'other amount': (mutant, random) =>
    changeText(mutant, (text) => text.replace(amounts, `"value":${random.pick(values)}`)),
  'other currency': (mutant, random) =>
    changeText(mutant, (text) => text.replace('"USD"', JSON.stringify(random.pick(currencies)))),
  'other digit': (mutant, random) => {
    const digits = [...mutant.body.toString('latin1').matchAll(/\d/g)];
    const { index } = digits[random.between(0, Math.max(0, digits.length - 1))] ?? {};
    if (index === undefined) return false;
    mutant.body = Buffer.from(mutant.body);
    mutant.body[index] = 0x30 + random.between(0, 9);
    return true;
  },
  'other id': (mutant, random) =>
    changeText(mutant, (text) => text.replace(/pay_\w+/, `pay_${random.between(1, 9)}`)),
  'other status': (mutant, random) =>
    changeText(mutant, (text) =>
      text.replace(/"resultStatus":"\w"/, `"resultStatus":"${random.pick(['S', 'F', 'U', 's', ''])}"`),
    ),
  'other type': (mutant, random) =>
    changeText(mutant, (text) =>
      text
        .replace(
          /"notifyType":"\w+"/,
          `"notifyType":"${random.pick(['PAYMENT_RESULT', 'PAYMENT_PENDING', 'X'])}"`,
        )
        .replace('"function":"', `"function":"${random.pick(['', 'x', 'alipay.'])}`),
    ),
  'members swapped': (mutant) => changeJson(mutant, reversed),
  'written again': (mutant) => changeJson(mutant, (value) => value),
  'written prettily': (mutant) => {
    const { body } = mutant;
    return changeJson(mutant, (value) => value) && changeText(mutant, () => pretty(body));
  },
  'line ends changed': (mutant) => changeText(mutant, (text) => text.replaceAll(',', ',\r\n')),
  'member twice': (mutant, random) =>
    changeText(
      mutant,
      random.pick([odd('notifyType', '"PAYMENT_RESULT"'), odd('request', '{}'), odd('signature', '""')]),
    ),
  'member escaped': (mutant) => changeText(mutant, (text) => text.replace('"p', '"\\u0070')),
  'letter escaped': (mutant, random) =>
    changeText(mutant, (text) => {
      const letter = random.pick(['S', 'y', '5', '/', 'r', 'A']);
      const code = letter.charCodeAt(0).toString(16).padStart(4, '0');
      return text.replace(letter, letter === '/' ? '\\/' : `\\u${code}`);
    }),
  prototype: (mutant, random) =>
    changeText(
      mutant,
      random.pick([
        odd('__proto__', '{"accepted":true,"isRight":true}'),
        odd('constructor', '{"prototype":{"x":1}}'),
        odd('toJSON', '1'),
        odd('then', 'null'),
      ]),
    ),
  'deep nesting': (mutant, random) => {
    const depth = random.pick([63, 64, 65, 1_000, 4_000]);
    const list = random.chance(0.5);
    const text = list
      ? '['.repeat(depth) + ']'.repeat(depth)
      : `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`;
    changeText(mutant, random.chance(0.5) ? odd('deep', text) : () => text);
  },
  'huge number': (mutant, random) =>
    changeText(
      mutant,
      odd('big', random.pick(['1e999999', '9'.repeat(400), '-0', '1E+400', '0x1f', '.5', '5.'])),
    ),
  'no object': (mutant, random) =>
    changeText(mutant, () =>
      random.pick(['null', '[]', '1', '""', 'true', '{', '}', '{}', '[{}]', 'NaN', 'undefined']),
    ),
  'as a form': (mutant) => changeText(mutant, (text) => `payload=${encodeURIComponent(text)}`),
  'in a list': (mutant) => changeText(mutant, (text) => `[${text}]`),
  'comment or comma': (mutant, random) =>
    changeText(mutant, (text) =>
      random.pick([text.replace('{', '{/**/'), text.replace(/\}$/, ',}'), text.replaceAll('"', "'")]),
    ),
};

function pretty(body: Buffer): string {
  return JSON.stringify(JSON.parse(body.toString('utf8')), null, 2);
}
