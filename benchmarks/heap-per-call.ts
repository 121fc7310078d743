// Does a call leave anything behind, and how much does it allocate?
import { createMemoryRequestIdGuard, type RequestIdGuard } from '@alipay-intl/payments';
import { startAnsweringGateway } from './harness/answering-gateway.ts';
import { placedAnswer, signAnswer } from './harness/gateway-answers.ts';
import { allocatedBytes, type Held, heldAfterCollecting } from './harness/heap.ts';
import { createInStoreClient } from './harness/in-store-client.ts';
import { createKeyPair } from './harness/keys.ts';
import { printLine, printQuestion } from './harness/report.ts';
import { summarise } from './harness/rounds.ts';

const stretches = 3;
const callsEach = 10_000;
const warmUpCalls = 5_000;
const allocationCalls = 2_000;
const loops = 16;
// V8 has no smaller object, so less than this is no object for each call.
const retainedGoal = 16;
const merchant = createKeyPair();
const alipay = createKeyPair();
const gateway = await startAnsweringGateway(signAnswer(placedAnswer, alipay));

printQuestion(
  `Memory: what ${stretches} times ${callsEach} calls of payEntryCode leave behind after ${warmUpCalls} to warm up, ${loops} in flight.`,
);
const forgetful: RequestIdGuard = { claim: () => 'new' };
await measure('a guard that remembers nothing', forgetful, retainedGoal);
await measure('a full guard of 1,000 ids', createMemoryRequestIdGuard(1_000), retainedGoal);
await measure('the default guard, filling up', undefined);
await measureAllocation();
gateway.stop();

async function measure(
  name: string,
  requestIdGuard: RequestIdGuard | undefined,
  goal?: number,
): Promise<void> {
  const client = await openClient(requestIdGuard);
  await pay(client, warmUpCalls);
  const held: Held[] = [await heldAfterCollecting()];
  for (let stretch = 0; stretch < stretches; stretch += 1) {
    await pay(client, callsEach);
    held.push(await heldAfterCollecting());
  }
  const heap = summarise(growthPerCall(held, 'heap'));
  const verdict = goal === undefined ? '' : `  goal ≤ ${goal}: ${heap.median <= goal ? 'met' : 'missed'}`;
  printLine(
    name,
    heap.median.toFixed(1),
    `bytes of heap per call (${heap.min.toFixed(1)} to ${heap.max.toFixed(1)})${verdict}`,
  );
  const external = summarise(growthPerCall(held, 'external')).median;
  const rss = summarise(growthPerCall(held, 'rss')).median;
  printLine(
    '  outside the heap',
    external.toFixed(1),
    `bytes per call; the whole process: ${rss.toFixed(1)}`,
  );
  await client.gateway.close();
}

async function measureAllocation(): Promise<void> {
  const client = await openClient(forgetful);
  await pay(client, warmUpCalls);
  const bytes = await allocatedBytes(() => pay(client, allocationCalls));
  printLine('allocated on the heap', (bytes / allocationCalls / 1024).toFixed(1), 'KiB per call, sampled');
  await client.gateway.close();
}

type Client = Awaited<ReturnType<typeof createInStoreClient>>;

function openClient(requestIdGuard: RequestIdGuard | undefined): Promise<Client> {
  const { baseUrl } = gateway;
  return createInStoreClient({ baseUrl, merchant, alipay, ...(requestIdGuard && { requestIdGuard }) });
}

async function pay(client: Client, times: number): Promise<void> {
  let started = 0;
  const loop = async (): Promise<void> => {
    while (started < times) {
      started += 1;
      await client.payOnce();
    }
  };
  await Promise.all(Array.from({ length: loops }, loop));
}

function growthPerCall(held: readonly Held[], part: keyof Held): number[] {
  return held.slice(1).map((after, index) => (after[part] - (held[index]?.[part] ?? Number.NaN)) / callsEach);
}
