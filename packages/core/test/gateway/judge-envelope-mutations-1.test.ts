import { expect, test } from 'vitest';
import { checkEnvelopeMutations } from '../fixtures/check-envelope-mutations.ts';
import { mutationSeed } from '../fixtures/check-mutations.ts';

test('none of 100,000 mutated envelopes is believed, none makes the judge throw (part 1)', async () => {
  const { codes, harmless } = await checkEnvelopeMutations(100_000, mutationSeed() + 3);
  // Every kind of refusal was reached, so that the mutations mean something.
  for (const code of [
    'ERR_SIGNATURE_MISSING',
    'ERR_SIGNATURE_MALFORMED',
    'ERR_SIGNATURE_INVALID',
    'ERR_RESPONSE_STATUS',
    'ERR_RESPONSE_MALFORMED',
    'ERR_RESPONSE_FOREIGN',
  ]) {
    expect(codes.get(code) ?? 0, code).toBeGreaterThan(500);
  }
  expect([...codes.values()].reduce((sum, one) => sum + one, 0)).toBe(100_000);
  // Some change nothing that is signed, such as a blank between two members. They must be answered, but stay few.
  expect(harmless).toBeGreaterThan(1_000);
  expect(harmless).toBeLessThan(30_000);
}, 180_000);
