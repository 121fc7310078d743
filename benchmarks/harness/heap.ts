import { Session } from 'node:inspector/promises';

/** Memory that is held, in bytes. */
export interface Held {
  readonly heap: number;
  readonly external: number;
  readonly rss: number;
}

/** What is held after everything that can be collected was collected. */
export async function heldAfterCollecting(): Promise<Held> {
  if (globalThis.gc === undefined) throw new Error('Start Node with --expose-gc.');
  for (let turn = 0; turn < 4; turn += 1) {
    globalThis.gc();
    // Finalisers and closed handles are let go between two collections.
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const { heapUsed, external, rss } = process.memoryUsage();
  return { heap: heapUsed, external, rss };
}

interface SampledNode {
  readonly selfSize: number;
  readonly children: readonly SampledNode[];
}

/** An estimate of the bytes that are allocated on the JavaScript heap while something runs, collected or not. */
export async function allocatedBytes(run: () => Promise<unknown>): Promise<number> {
  const session = new Session();
  session.connect();
  await session.post('HeapProfiler.enable');
  await session.post('HeapProfiler.startSampling', {
    samplingInterval: 4096,
    ...{ includeObjectsCollectedByMajorGC: true, includeObjectsCollectedByMinorGC: true },
  });
  await run();
  const { profile } = await session.post('HeapProfiler.stopSampling');
  session.disconnect();
  const sum = (node: SampledNode): number =>
    node.selfSize + node.children.reduce((total, child) => total + sum(child), 0);
  return sum(profile.head);
}
