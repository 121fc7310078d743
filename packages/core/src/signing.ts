export {
  type EnvelopeRule,
  type EnvelopeVerification,
  type OpenedEnvelope,
  openEnvelope,
  sealEnvelope,
  verifyEnvelope,
} from './signing/envelope-signature.ts';
export {
  type EnvelopeFault,
  type EnvelopeMember,
  type EnvelopeSlice,
  type SlicedEnvelope,
  sliceEnvelope,
} from './signing/envelope-slice.ts';
export { explainSignature, type SignatureHint } from './signing/explain-signature.ts';
export {
  type MessageToSign,
  type MessageToVerify,
  signMessage,
  type Verification,
  verifyMessage,
} from './signing/header-signature.ts';
export type { JsonShape } from './signing/json-shape.ts';
export {
  formatSignatureHeader,
  type ParsedSignatureHeader,
  parseSignatureHeader,
  type SignatureHeader,
  type SignatureHeaderFault,
  signatureAlgorithm,
} from './signing/signature-header.ts';
export { type SignedParts, signedContent } from './signing/signed-content.ts';
export {
  isJsonObject,
  type JsonFault,
  type JsonObject,
  type JsonValue,
  type ParsedJson,
  parseStrictJson,
} from './signing/strict-json.ts';
