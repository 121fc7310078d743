/** The word for a type of host key, as in `known_hosts`. An `ssh-rsa` key signs with SHA-256 or SHA-512 only. */
export type HostKeyType =
  | 'ssh-ed25519'
  | 'ecdsa-sha2-nistp256'
  | 'ecdsa-sha2-nistp384'
  | 'ecdsa-sha2-nistp521'
  | 'ssh-rsa';

/** Every type that is accepted, in the order in which a server is asked for them. */
export const hostKeyTypes: readonly HostKeyType[] = [
  'ssh-ed25519',
  'ecdsa-sha2-nistp256',
  'ecdsa-sha2-nistp384',
  'ecdsa-sha2-nistp521',
  'ssh-rsa',
];

/** Tells whether a word names a type that is accepted. */
export function isHostKeyType(word: string): word is HostKeyType {
  return (hostKeyTypes as readonly string[]).includes(word);
}

/** The type that a key itself names, in the form in which a server sends it. */
export function typeOfKey(key: Uint8Array): string | undefined {
  const bytes = Buffer.from(key.buffer, key.byteOffset, key.byteLength);
  if (bytes.length < 4) return undefined;
  const length = bytes.readUInt32BE(0);
  return length > 64 || bytes.length < 4 + length ? undefined : bytes.toString('latin1', 4, 4 + length);
}

/** Tells a key of which nothing is missing: its fields, each with its length before it, end where it ends. */
export function isWholeKey(key: Buffer): boolean {
  let at = 0;
  while (at + 4 <= key.length) at += 4 + key.readUInt32BE(at);
  return at === key.length;
}
