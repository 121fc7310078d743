import { expect, it } from 'vitest';
import { collectWarnings, makeReceiver, paid, settled } from './support.ts';

it('an onReceipt that rejects later is a warning, not the end of the process', async () => {
  const warnings = collectWarnings();
  const receiver = await makeReceiver({
    onReceipt: async () => {
      await new Promise((resolve) => setImmediate(resolve));
      throw new Error('the alarm is down');
    },
  });
  expect((await receiver.receive(await paid())).kind).toBe('handled');
  await settled();
  expect(warnings).toEqual([expect.objectContaining({ message: 'the alarm is down' })]);
});
