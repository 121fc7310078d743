export { createKeyRing, type KeyMatch, type KeyRing, type KeyRingEntry } from './keys/key-ring.ts';
export {
  type ExternalSigner,
  importPrivateKey,
  type PrivateKey,
  type PrivateKeyInput,
  type PrivateKeyOptions,
} from './keys/private-key.ts';
export { importPublicKey, type PublicKey, type PublicKeyInput } from './keys/public-key.ts';
export type { SignatureHash } from './keys/signature-hash.ts';
