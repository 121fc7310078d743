import { changeHeader, type Mutant, type Mutators } from '../mutant.ts';

const changeTime = (mutant: Mutant, change: (time: string) => string): boolean =>
  changeHeader(mutant, 'request-time', change);

const asDate = (time: string): Date => {
  const date = new Date(/^\d{13}$/.test(time) ? Number(time) : time);
  return Number.isNaN(date.getTime()) ? new Date(0) : date;
};

const outOfGrammar = [
  ...([
    'now',
    'NaN',
    'null',
    '0',
    '-1',
    '1e12',
    '0x18bcfe56800',
    'Infinity',
    '1793505600',
    ' ',
    '.',
  ] as const),
  ...([
    '2026-11-01',
    '2026-11-01T12:00:00',
    '2026-11-01 12:00:00Z',
    '20261101T120000Z',
    '2026-W44-7',
  ] as const),
  ...([
    '2026-02-30T12:00:00Z',
    '2027-02-29T00:00:00Z',
    '2026-12-31T23:59:60Z',
    '2026-11-01T24:00:00Z',
  ] as const),
  ...([
    '2026-11-01t12:00:00z',
    '2026-11-01T12:00:00+25:00',
    '2026-11-01T12:00:00 UTC',
    '+2026-11-01',
  ] as const),
  ...([
    '２０２６-11-01T12:00:00Z',
    '١٧٩٣٥٠٥٦٠٠١٢٣',
    'Sun, 01 Nov 2026 04:00:00 GMT',
    '2026-11-01T12:00Z',
  ] as const),
] as const;

/** Changes of the time that is signed. */
export const timeMutators: Mutators = {
  'other moment': (mutant, random) => {
    const years = 365 * 86_400_000;
    const shifts = [1, -1, 1_000, -1_000, 60_000, 3_600_000, 10 * years, -10 * years] as const;
    return changeTime(mutant, (time) => new Date(asDate(time).getTime() + random.pick(shifts)).toISOString());
  },
  'same moment, other spelling': (mutant, random) =>
    changeTime(mutant, (time) => {
      const date = asDate(time);
      const iso = date.toISOString();
      const ahead = new Date(date.getTime() + 8 * 3_600_000).toISOString();
      return random.pick([
        ...([String(date.getTime()), iso.replace('Z', '+00:00'), iso.replace('Z', '+0000')] as const),
        ...([iso.replace('Z', '000Z'), iso.slice(0, 19), ahead.replace('Z', '+08:00'), `${iso} `] as const),
      ] as [string, ...string[]]);
    }),
  'letters behind': (mutant, random) =>
    changeTime(mutant, (time) => time + random.pick(['abc', 'Z', '.0', ' ', '\n', ',', '0', 'e0', '\0'])),
  'out of the grammar': (mutant, random) => changeTime(mutant, () => random.pick(outOfGrammar)),
  'one digit': (mutant, random) =>
    changeTime(mutant, (time) => {
      const at = random.between(0, time.length - 1);
      return time.slice(0, at) + String(random.between(0, 9)) + time.slice(at + 1);
    }),
};
