import { createHash } from 'node:crypto';

/** A number from 0 up to 1, always the same one for the same seed and the same label. */
export function seededChance(seed: number, label: string): number {
  const digest = createHash('sha256').update(`${seed}/${label}`).digest();
  return digest.readUIntBE(0, 6) / 2 ** 48;
}
