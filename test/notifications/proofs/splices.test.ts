import { expect, test } from 'vitest';
import { mutantOf, requestOf } from './mutant.ts';
import { genuineMessages, nowMs } from './pool.ts';
import { createReceiverUnderTest } from './receiver-under-test.ts';
import { runEnvelopeCuts, runSplices } from './splices.ts';

test('every cut of 1,000 signed texts at their dots and line feeds is refused, but the right one', async () => {
  const { cuts, believed, genuine } = await runSplices(1, 1_000);
  expect(believed).toBe(0);
  expect(cuts).toBeGreaterThan(20_000);
  expect(genuine).toBeGreaterThan(800);
}, 120_000);

test('no piece of 100 signed contents of the acquiring family can take the place of the whole', async () => {
  const { cuts, believed, genuine } = await runEnvelopeCuts(1, 100);
  expect(believed).toBe(0);
  expect(cuts).toBeGreaterThan(4_000);
  expect(genuine).toBe(100);
}, 120_000);

// Its identity was a hash of the envelope, so a blank in it made another event.
test('a failure that names nothing is the same event, however its envelope is spelled', async () => {
  const receiver = await createReceiverUnderTest();
  const nameless = genuineMessages.filter(({ name }) => name.startsWith('acquiring nameless'));
  expect(nameless.length).toBeGreaterThan(2);
  const keys = new Set<string>();
  for (const genuine of nameless) {
    const request = requestOf(mutantOf(genuine));
    const respelled = Buffer.concat([Buffer.from(' \n'), genuine.body, Buffer.from('\t')]);
    for (const body of [genuine.body, respelled]) {
      const receipt = await receiver.receive({ ...request, body }, nowMs);
      if (receipt.kind !== 'handled') throw new Error(`it was ${receipt.kind}`);
      keys.add(receipt.received.delivery.key);
    }
  }
  // Two of them are still two events.
  expect(keys.size).toBe(nameless.length);
});
