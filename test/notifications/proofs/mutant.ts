import type { NotificationRequest, ReceivedHeaders } from '@alipay-intl/notify';
import type { Random } from '../../trial/random.ts';
import type { Genuine } from './genuine.ts';
import { nowMs } from './pool.ts';

/** In which shape a server hands the headers over. */
export type HeaderShape = 'raw' | 'record' | 'map';

/** A message that is being changed. */
export interface Mutant {
  /** The genuine messages that it was made from. */
  readonly sources: Genuine[];
  readonly changes: string[];
  method: string;
  url: string;
  headers: (readonly [name: string, value: string])[];
  shape: HeaderShape;
  body: Buffer;
  /** The body arrives in pieces of so many bytes; 0: at once. */
  pieceBytes: number;
  arrivesAtMs: number;
}

/** One way to change a message. `false` where it does not fit this one. */
export type Mutator = (mutant: Mutant, random: Random, pool: readonly Genuine[]) => unknown;

export type Mutators = Readonly<Record<string, Mutator>>;

/** One of the genuine messages. */
export function pickFrom(pool: readonly Genuine[], random: Random): Genuine {
  const genuine = pool[random.between(0, pool.length - 1)];
  if (genuine === undefined) throw new Error('there is no genuine message');
  return genuine;
}

export function mutantOf(genuine: Genuine): Mutant {
  const { url, headers, body } = genuine;
  return {
    ...{ sources: [genuine], changes: [], method: 'POST', url, headers: [...headers], shape: 'raw' },
    ...{ body, pieceBytes: 0, arrivesAtMs: nowMs },
  };
}

/** The value of a header, whatever the case of its name; the first one. */
export function headerOf({ headers }: Mutant, name: string): string | undefined {
  return headers.find(([key]) => key.toLowerCase() === name)?.[1];
}

/** Changes the value of a header; `false` where there is none. */
export function changeHeader(mutant: Mutant, name: string, change: (value: string) => string): boolean {
  const value = headerOf(mutant, name);
  if (value === undefined) return false;
  mutant.headers = mutant.headers.map(([key, old]) => [key, key.toLowerCase() === name ? change(old) : old]);
  return true;
}

/** The request as a server would hand it over. */
export function requestOf({ method, url, headers, shape, body, pieceBytes }: Mutant): NotificationRequest {
  return {
    method,
    url,
    headers: shapeHeaders(headers, shape),
    body: pieceBytes === 0 ? body : inPieces(body, pieceBytes),
  };
}

function shapeHeaders(pairs: Mutant['headers'], shape: HeaderShape): ReceivedHeaders {
  if (shape === 'raw') return pairs.flat();
  if (shape === 'map') return new Map(pairs);
  const record: Record<string, string | string[]> = {};
  for (const [name, value] of pairs) {
    const known = Object.hasOwn(record, name) ? record[name] : undefined;
    const next = known === undefined ? value : [known, value].flat();
    Object.defineProperty(record, name, {
      value: next,
      enumerable: true,
      configurable: true,
      writable: true,
    });
  }
  return record;
}

async function* inPieces(body: Buffer, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < body.length; at += size) yield body.subarray(at, at + size);
}

/** What a mutation is, for a person who looks for the reason. */
export function describeMutant({
  sources,
  changes,
  method,
  url,
  headers,
  body,
  arrivesAtMs,
}: Mutant): string {
  const late = arrivesAtMs - nowMs;
  const head = headers.map(([name, value]) => `${name}: ${value}`).join('\n  ');
  return (
    `${sources.map(({ name }) => name).join(' + ')}; ${changes.join(', ')}; ${late} ms late\n` +
    `  ${method} ${url}\n  ${head}\n  ${body.toString('latin1').slice(0, 600)}`
  );
}
