import { getEventListeners } from 'node:events';
import { expect, test } from 'vitest';
import { caughtError } from '../fixtures/caught-error.ts';
import { openLiveGateway, pay } from '../fixtures/live-gateway.ts';
import { answeringSigned, startHttp, unusedPort } from '../fixtures/local-servers.ts';

const timers = (): number => process.getActiveResourcesInfo().filter((one) => one === 'Timeout').length;

/** Waits a little for timers of others, such as those of the test runner; a deadline of 15 s would outlast it. */
async function expectNoTimerLeft(before: number): Promise<void> {
  const until = performance.now() + 3_000;
  while (timers() > before && performance.now() < until)
    await new Promise((resolve) => setImmediate(resolve));
  expect(timers()).toBeLessThanOrEqual(before);
}

test('no timer stays behind after a call, whatever came of it', async () => {
  const server = await startHttp((request, response) => {
    if (request.headers['agent-token'] === 'silent') return;
    answeringSigned()(request, response);
  });
  const gateway = await openLiveGateway({ baseUrl: server.url });
  const nobody = await openLiveGateway({ baseUrl: `http://127.0.0.1:${await unusedPort()}` });
  const before = timers();
  const started = pay(gateway);
  await new Promise((resolve) => setImmediate(resolve));
  // The deadline of the call under way is seen, so the comparison below means something.
  expect(timers()).toBeGreaterThan(before);
  expect((await started).kind).toBe('answered');
  await expectNoTimerLeft(before);
  expect((await pay(gateway, { agentToken: 'silent', deadlineMs: 100 })).kind).toBe('lost');
  await expectNoTimerLeft(before);
  await caughtError(() => pay(nobody));
  await expectNoTimerLeft(before);
});

test('a signal that is used for 1,000 calls has no listener left', async () => {
  const server = await startHttp(answeringSigned());
  const gateway = await openLiveGateway({ baseUrl: server.url });
  const { signal } = new AbortController();
  const before = timers();
  for (let batch = 0; batch < 200; batch += 1) {
    const exchanges = await Promise.all(Array.from({ length: 5 }, () => pay(gateway, { signal })));
    expect(exchanges.every(({ kind }) => kind === 'answered')).toBe(true);
  }
  expect(getEventListeners(signal, 'abort')).toEqual([]);
  await expectNoTimerLeft(before);
});
