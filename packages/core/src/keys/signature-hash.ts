/**
 * The hash of an RSASSA-PKCS1-v1_5 signature. SHA-256 everywhere; SHA-1 only where a dialect of the acquiring family
 * demands it. Decided by configuration, never by a message. docs/wire/acquiring §4.2.
 */
export type SignatureHash = 'sha256' | 'sha1';
