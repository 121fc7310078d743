import type { Random } from '../../../trial/random.ts';
import type { Genuine } from '../genuine.ts';
import { changeHeader, headerOf, type Mutant, type Mutators, pickFrom } from '../mutant.ts';

function other(mutant: Mutant, random: Random, pool: readonly Genuine[]): Genuine {
  const donor = pickFrom(pool, random);
  mutant.sources.push(donor);
  return donor;
}

const headerIn = (genuine: Genuine, name: string): string | undefined =>
  genuine.headers.find(([key]) => key === name)?.[1];

/** Parts of one genuine message in another. */
export const mixtureMutators: Mutators = {
  'body of another': (mutant, random, pool) => {
    mutant.body = other(mutant, random, pool).body;
  },
  'headers of another': (mutant, random, pool) => {
    mutant.headers = [...other(mutant, random, pool).headers];
  },
  'one header of another': (mutant, random, pool) => {
    const donor = other(mutant, random, pool);
    const name = random.pick(['signature', 'request-time', 'client-id']);
    const value = headerIn(donor, name);
    if (value === undefined) return false;
    return changeHeader(mutant, name, () => value) || mutant.headers.push([name, value]);
  },
  'headers of both': (mutant, random, pool) => {
    mutant.headers = [...mutant.headers, ...other(mutant, random, pool).headers];
  },
  'halves of two bodies': (mutant, random, pool) => {
    const { body } = other(mutant, random, pool);
    const [one, two] = [random.between(0, mutant.body.length), random.between(0, body.length)];
    mutant.body = Buffer.concat([mutant.body.subarray(0, one), body.subarray(two)]);
  },
  'two bodies in one': (mutant, random, pool) => {
    const { body } = other(mutant, random, pool);
    const gap = Buffer.from(random.pick(['', '\n', ',', ' ']));
    mutant.body = Buffer.concat(random.chance(0.5) ? [mutant.body, gap, body] : [body, gap, mutant.body]);
  },
  'signature of another in the envelope': (mutant, random, pool) => {
    const { signature } = other(mutant, random, pool);
    const text = mutant.body.toString('latin1');
    if (!text.includes('"signature":"')) return false;
    mutant.body = Buffer.from(text.replace(/"signature":"[^"]*"/, `"signature":"${signature}"`), 'latin1');
    return true;
  },
  'content of another in the envelope': (mutant, random, pool) => {
    const [source] = mutant.sources;
    const { content } = other(mutant, random, pool);
    const at = source === undefined ? -1 : mutant.body.indexOf(source.content);
    if (source === undefined || source.family === 'v1' || at < 0) return false;
    const end = mutant.body.subarray(at + source.content.length);
    mutant.body = Buffer.concat([mutant.body.subarray(0, at), content, end]);
    return true;
  },
  'v1 in an envelope': (mutant) => {
    const [source] = mutant.sources;
    if (source?.family !== 'v1') return false;
    const before = Buffer.from('{"request":');
    mutant.body = Buffer.concat([before, mutant.body, Buffer.from(`,"signature":"${source.signature}"}`)]);
    if (headerOf(mutant, 'signature') !== undefined)
      mutant.headers = mutant.headers.filter(([name]) => name !== 'signature');
    return true;
  },
  'envelope as v1': (mutant) => {
    const [source] = mutant.sources;
    if (source?.family !== 'acquiring') return false;
    mutant.headers.push(['client-id', 'T_111222333'], ['request-time', '2026-11-01T04:00:00Z']);
    mutant.headers.push(['signature', `algorithm=RSA256,signature=${encodeURIComponent(source.signature)}`]);
    mutant.body = source.content;
    return true;
  },
  'client id and time run on': (mutant) => moveBoundary(mutant, 'client-id', 'request-time'),
  'time and client id run back': (mutant) => moveBoundary(mutant, 'request-time', 'client-id'),
  'time runs into the body': (mutant) => {
    const time = headerOf(mutant, 'request-time');
    const dot = mutant.body.indexOf('.');
    if (time === undefined || dot < 0) return false;
    changeHeader(mutant, 'request-time', () => `${time}.${mutant.body.subarray(0, dot).toString('latin1')}`);
    mutant.body = mutant.body.subarray(dot + 1);
    return true;
  },
  'body runs into the time': (mutant) => {
    const time = headerOf(mutant, 'request-time');
    const dot = time?.indexOf('.') ?? -1;
    if (time === undefined || dot < 0) return false;
    changeHeader(mutant, 'request-time', () => time.slice(0, dot));
    mutant.body = Buffer.concat([Buffer.from(`${time.slice(dot + 1)}.`), mutant.body]);
    return true;
  },
};

/** Moves what stands in front of a dot from one header into the other. */
function moveBoundary(mutant: Mutant, to: string, from: string): boolean {
  const [taken, left] = headerOf(mutant, from)?.split('.', 2) ?? [];
  if (taken === undefined) return false;
  changeHeader(mutant, to, (value) => (to === 'client-id' ? `${value}.${taken}` : `${taken}.${value}`));
  return changeHeader(mutant, from, () => left ?? '');
}
