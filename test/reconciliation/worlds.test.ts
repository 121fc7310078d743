import { test } from 'vitest';
import { expectNoViolation } from './trial/expect-no-violation.ts';

test('10,290 small days with planted breaks: all are found, and no others', async () => {
  // The worlds of this seed have each family, each story, each break and each cycle of settlement.
  await expectNoViolation({ seed: 2, from: 0, to: 7 });
}, 600_000);
