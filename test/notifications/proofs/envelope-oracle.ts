import type { Genuine } from './genuine.ts';

// What is signed is cut out and replaced by a byte that no JSON text can hold.
const place = '\0';
const blank = '[ \\t\\n\\r]*';
const text = '("(?:[^"\\\\\\u0000-\\u001f]|\\\\.)*")';
const value = `(${place}|"(?:[^"\\\\\\u0000-\\u001f]|\\\\.)*")`;
const member = `${blank}${text}${blank}:${blank}${value}${blank}`;
const envelope = new RegExp(`^${blank}\\{${member},${member}\\}${blank}$`);

/**
 * Tells whether an envelope still holds the content that was signed, and its signature: exactly these two members, in either order,
 * with blanks between tokens. What is under `response` is an answer of the gateway unless it is a payment notification.
 * docs/wire/acquiring §4.3, §4.4, §11.
 */
export function isGenuineEnvelope(bytes: Buffer, { content, signature }: Genuine): boolean {
  for (let at = bytes.indexOf(content); at >= 0; at = bytes.indexOf(content, at + 1)) {
    const around = [bytes.subarray(0, at), Buffer.from(place), bytes.subarray(at + content.length)];
    const outers = isPaymentNotification(content) ? ['request', 'response'] : ['request'];
    if (holdsBoth(Buffer.concat(around), signature, outers)) return true;
  }
  return false;
}

function isPaymentNotification(content: Buffer): boolean {
  return /"function":"alipay\.intl\.acquiring\.(offline|cashier)\.notify\.pay"/.test(
    content.toString('latin1'),
  );
}

function holdsBoth(bytes: Buffer, signature: string, outers: readonly string[]): boolean {
  // Two members of one character are two characters, so the pattern works on bytes, and the texts are decoded behind it.
  const [, ...tokens] = envelope.exec(bytes.toString('latin1')) ?? [];
  const [firstName, first, secondName, second] = tokens.map(decoded);
  const members = [
    [firstName, first],
    [secondName, second],
  ] as const;
  const content = members.find(([, one]) => one === place);
  const other = members.find(([, one]) => one !== place);
  if (content === undefined || other === undefined || other[0] !== 'signature') return false;
  const isOuter = outers.includes(content[0] ?? '');
  return isOuter && (other[1] === signature || other[1] === Buffer.from(signature).toString('base64'));
}

function decoded(token: string): string | undefined {
  if (token === place) return place;
  const bytes = Buffer.from(token, 'latin1');
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)) as string;
  } catch {
    return undefined;
  }
}
