import { expect, test, vi } from 'vitest';
import { checkMutations, mutationSeed } from '../fixtures/check-mutations.ts';

// A decoder as lenient as the one of Node stands in for the strict one, to prove that the mutations notice it.
vi.mock('../../src/signing/canonical-base64.ts', () => ({
  decodeCanonicalBase64: (text: string) => Buffer.from(text, 'base64'),
}));

test('a lenient base64 decoder does not survive the mutations', async () => {
  await expect(checkMutations(200_000, mutationSeed())).rejects.toThrow('a changed answer was believed');
}, 120_000);
