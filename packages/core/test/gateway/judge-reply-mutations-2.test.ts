import { expect, test } from 'vitest';
import { checkMutations, mutationSeed } from '../fixtures/check-mutations.ts';

test('none of 100,000 mutated answers is believed, none makes the judge throw (part 2)', async () => {
  const { codes, harmless } = await checkMutations(100_000, mutationSeed() + 2);
  // Every kind of refusal was reached, so that the mutations mean something.
  for (const code of [
    'ERR_SIGNATURE_MISSING',
    'ERR_SIGNATURE_MALFORMED',
    'ERR_SIGNATURE_INVALID',
    'ERR_SIGNATURE_CLIENT',
    'ERR_SIGNATURE_TIME',
    'ERR_RESPONSE_STATUS',
    'ERR_RESPONSE_MALFORMED',
  ]) {
    expect(codes.get(code) ?? 0, code).toBeGreaterThan(500);
  }
  expect([...codes.values()].reduce((sum, one) => sum + one, 0)).toBe(100_000);
  expect(harmless).toBeLessThan(20_000);
}, 180_000);
