import { test } from 'vitest';
import { expectNoViolation } from './trial/expect-no-violation.ts';

test('10,290 small days with planted breaks: all are found, and no others', async () => {
  await expectNoViolation({ seed: 1, from: 0, to: 7 });
}, 600_000);
