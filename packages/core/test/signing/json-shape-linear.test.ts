import { sliceEnvelope } from '@alipay-intl/core/signing';
import { expect, test } from 'vitest';

const colonsAfterOneString = (length: number): Buffer =>
  Buffer.from(`{"request":{"${'a'.repeat(length / 2)}"${':'.repeat(length / 2)}},"signature":"x"}`);

function secondsFor(bytes: Buffer): number {
  const start = process.cpuUsage();
  for (let round = 0; round < 5; round += 1) sliceEnvelope(bytes);
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1e6;
}

test('the time to look at broken text grows with its length, not with its square', () => {
  secondsFor(colonsAfterOneString(65_536));
  const small = secondsFor(colonsAfterOneString(65_536));
  const large = secondsFor(colonsAfterOneString(1_048_576));
  // 16 times as long: quadratic work would take 256 times as much, some seconds here.
  expect(large).toBeLessThan(Math.max(small * 80, 0.5));
});
