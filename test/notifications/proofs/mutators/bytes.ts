import type { Random } from '../../../trial/random.ts';
import type { Mutant, Mutators } from '../mutant.ts';

/** Replaces some bytes of the body. */
function splice(mutant: Mutant, at: number, drop: number, put: Uint8Array | string = ''): void {
  const { body } = mutant;
  mutant.body = Buffer.concat([body.subarray(0, at), Buffer.from(put), body.subarray(at + drop)]);
}

const place = ({ body }: Mutant, random: Random): number => random.between(0, Math.max(0, body.length - 1));
const oddBytes = [
  '\0',
  '\n',
  '\r',
  ' ',
  '\t',
  '\u00a0',
  '\u2028',
  '\\',
  '"',
  ',',
  '{',
  '}',
  '.',
  '0',
] as const;
const invalid = ['ff', 'c0af', 'eda080', 'f4908080', 'c3', 'e282', '80', 'fe'] as const;

/** Changes of the bytes of the body, whatever they mean. */
export const byteMutators: Mutators = {
  'flip a bit': (mutant, random) => {
    const at = place(mutant, random);
    splice(mutant, at, 1, [(mutant.body[at] ?? 0) ^ (1 << random.between(0, 7))] as never);
  },
  'insert a byte': (mutant, random) =>
    splice(mutant, place(mutant, random), 0, Buffer.from([random.between(0, 255)])),
  'insert an odd character': (mutant, random) =>
    splice(mutant, place(mutant, random), 0, random.pick(oddBytes)),
  'delete bytes': (mutant, random) => splice(mutant, place(mutant, random), random.between(1, 4)),
  'repeat a range': (mutant, random) => {
    const at = place(mutant, random);
    splice(mutant, at, 0, mutant.body.subarray(at, at + random.between(1, 60)));
  },
  'swap two ranges': (mutant, random) => {
    const { body } = mutant;
    const [one = 0, two = 0] = [place(mutant, random), place(mutant, random)].toSorted((a, b) => a - b);
    mutant.body = Buffer.concat([body.subarray(two), body.subarray(one, two), body.subarray(0, one)]);
  },
  'cut off': (mutant, random) => splice(mutant, place(mutant, random), mutant.body.length),
  'cut the beginning off': (mutant, random) => splice(mutant, 0, place(mutant, random) + 1),
  empty: (mutant) => splice(mutant, 0, mutant.body.length),
  'trailing bytes': (mutant, random) =>
    splice(mutant, mutant.body.length, 0, random.pick([' ', '\n', '\0', '{}', 'x', '\r\n', ',']) as string),
  'leading blank': (mutant, random) => splice(mutant, 0, 0, random.pick([' ', '\n', '\t', '\0']) as string),
  'byte order mark': (mutant, random) =>
    splice(mutant, 0, 0, Buffer.from(random.pick(['efbbbf', 'feff', 'fffe', '2b2f76']) as string, 'hex')),
  'invalid UTF-8': (mutant, random) =>
    splice(mutant, place(mutant, random), random.between(0, 2), Buffer.from(random.pick(invalid), 'hex')),
  'other charset': (mutant, random) => {
    const charset = random.pick(['utf16le', 'latin1', 'base64', 'hex'] as const);
    const { body } = mutant;
    mutant.body =
      charset === 'utf16le' || charset === 'latin1'
        ? Buffer.from(body.toString('utf8'), charset)
        : Buffer.from(body.toString(charset));
  },
  'over the limit': (mutant, random) =>
    splice(mutant, place(mutant, random), 0, Buffer.alloc(random.between(15_000, 18_000), ' ')),
  'random bytes': (mutant, random) => {
    mutant.body = Buffer.from(Array.from({ length: random.between(0, 80) }, () => random.between(0, 255)));
  },
};
