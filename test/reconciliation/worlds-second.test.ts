import { test } from 'vitest';
import { expectNoViolation } from './trial/expect-no-violation.ts';

test('5,040 other small days with planted breaks: all are found, and no others', async () => {
  await expectNoViolation({ seed: 1, from: 12, to: 24 });
}, 600_000);
