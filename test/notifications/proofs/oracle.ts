import { clientId, notifyPath } from '../support/sender.ts';
import { isGenuineEnvelope } from './envelope-oracle.ts';
import type { Genuine } from './genuine.ts';
import type { Mutant } from './mutant.ts';
import { namedSignature } from './signature-oracle.ts';

/** What the proofs give to the receiver, and know of it. */
export const limits = {
  bodyBytesMax: 16_384,
  window: { pastMs: 26 * 3_600_000, futureMs: 600_000 },
} as const;

/**
 * Decides whether a mutation left what is signed as it was, so that the message may be believed. It compares with what was signed and
 * needs no cryptography: a signature that was not made is no signature. It shares no code with the packages.
 *
 * @returns the genuine message that it still is, or `undefined` where it must be refused.
 */
export function stillGenuine(mutant: Mutant): Genuine | undefined {
  const { method, body, sources, arrivesAtMs } = mutant;
  const values = receivedHeaders(mutant);
  if (method !== 'POST' || body.length > limits.bodyBytesMax || !isPlainHead(values)) return undefined;
  const genuine = sources.find((source) =>
    source.family === 'v1' ? isGenuineV1(mutant, values, source) : isGenuineIn(mutant, values, source),
  );
  return genuine?.isRight === true && isInTime(genuine, arrivesAtMs) ? genuine : undefined;
}

type Values = (name: string) => readonly string[];

function receivedHeaders({ headers, shape }: Mutant): Values {
  // A map holds each spelling of a name once, the last value.
  const pairs = shape === 'map' ? [...new Map(headers)] : headers;
  return (name) => pairs.filter(([key]) => key.toLowerCase() === name).map(([, value]) => value);
}

/** docs/notifications.md, "Head": each at most once and of sensible length, no encoding, no promise of a too large body. */
function isPlainHead(values: Values): boolean {
  const longest = {
    'client-id': 128,
    'request-time': 64,
    signature: 4_096,
    'content-encoding': 64,
    'content-length': 16,
  };
  const isSingle = Object.entries(longest).every(([name, length]) => {
    const [value = '', ...more] = values(name);
    return more.length === 0 && value.length <= length;
  });
  const [encoding = 'identity'] = values('content-encoding');
  const [length = '0'] = values('content-length');
  const isPromisedTooLarge = Number(length) > limits.bodyBytesMax;
  return isSingle && encoding.trim().toLowerCase() === 'identity' && !isPromisedTooLarge;
}

function isGenuineV1({ url, body }: Mutant, values: Values, source: Genuine): boolean {
  const [named] = values('signature');
  const header = named === undefined ? undefined : namedSignature(named);
  if (header?.base64 !== source.signature || !mayProve(source, header.keyVersion)) return false;
  const question = url.indexOf('?');
  const query = question < 0 ? '' : url.slice(question);
  return (
    values('client-id')[0] === source.clientId &&
    source.clientId === clientId &&
    values('request-time')[0] === source.time &&
    (source.path === notifyPath + query || source.path === notifyPath) &&
    body.equals(source.content)
  );
}

/** A configured version is tried alone; any other, and none, against the whole ring. docs/wire/v1 §2.2. */
function mayProve({ pair }: Genuine, keyVersion: string | undefined): boolean {
  if (keyVersion === '1') return pair === 'alipay';
  if (keyVersion === '2') return pair === 'alipay-v2';
  return pair === 'alipay' || pair === 'alipay-v2';
}

function isGenuineIn({ body }: Mutant, values: Values, source: Genuine): boolean {
  const isOfTheRing = source.pair === 'alipay' || source.pair === 'alipay-v2';
  return isOfTheRing && values('signature').length === 0 && isGenuineEnvelope(body, source);
}

function isInTime({ sentAtMs }: Genuine, arrivesAtMs: number): boolean {
  if (sentAtMs === undefined) return true;
  const ageMs = arrivesAtMs - sentAtMs;
  return ageMs <= limits.window.pastMs && -ageMs <= limits.window.futureMs;
}
