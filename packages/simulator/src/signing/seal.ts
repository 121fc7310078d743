import { sign } from 'node:crypto';
import type { KeyRing } from './key-ring.ts';
import { formatSignatureHeader } from './signature-header.ts';
import { joinSignedText, type SignedPieces } from './signed-text.ts';

/** One thing that can be wrong with the seal of a message. */
export type SealFlaw =
  | 'wrong-signature'
  | 'unsigned'
  | 'empty-signature'
  | 'foreign-key'
  | 'wrong-client'
  | 'no-response-time';

/** The three header values that make a message trustworthy; a missing one is not sent at all. */
export interface Seal {
  readonly clientId: string;
  readonly time: string | undefined;
  readonly signature: string | undefined;
}

/** Client id that the simulator never issues. */
const strangerClientId = 'TEST_SOMEBODY_ELSE';

/**
 * Signs a message as Alipay (docs/wire/v1 §2.1, §2.2), with a flaw when one is asked for.
 * `unsigned` also leaves the time out, as the real gateway does when it refuses a caller (docs/wire/v1 §2.4).
 */
export async function sealMessage(keys: KeyRing, pieces: SignedPieces, flaw?: SealFlaw): Promise<Seal> {
  if (flaw === 'unsigned') return { clientId: pieces.clientId, time: undefined, signature: undefined };
  const clientId = flaw === 'wrong-client' ? strangerClientId : pieces.clientId;
  const time = flaw === 'no-response-time' ? undefined : pieces.time;
  const keyVersion = keys.alipayKeyVersion();
  if (flaw === 'empty-signature') {
    return { clientId, time, signature: `algorithm=RSA256,keyVersion=${keyVersion},signature=` };
  }
  const key = flaw === 'foreign-key' ? await keys.foreignPrivateKey() : keys.alipayPrivateKey();
  const signature = sign('sha256', joinSignedText({ ...pieces, clientId }), key);
  if (flaw === 'wrong-signature') signature.writeUInt8(signature.readUInt8(7) ^ 1, 7);
  return { clientId, time, signature: formatSignatureHeader(keyVersion, signature) };
}
