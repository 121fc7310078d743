import type { FetchedFile, FetchedFiles, RecordedFile } from './fetched-files.ts';

/**
 * A register in memory, for trials and tests: it ends with the process. A file that is on the disk already is then fetched again and
 * found to be the same. Use `createPostgresFetchedFiles` of `@alipay-intl/postgres` where it must last.
 */
export function createMemoryFetchedFiles(): FetchedFiles {
  const byName = new Map<string, RecordedFile[]>();
  const keyOf = (merchant: string, name: string): string => JSON.stringify([merchant, name]);
  const arrivalsOf = (merchant: string, name: string): readonly RecordedFile[] =>
    byName.get(keyOf(merchant, name)) ?? [];
  return {
    record: async (file) => {
      const arrivals = arrivalsOf(file.merchant, file.name);
      const known = arrivals.find(({ sha256 }) => sha256 === file.sha256);
      const newest = arrivals.findLast(({ remotePath }) => remotePath === file.remotePath);
      const revision = known?.revision ?? 1 + Math.max(0, ...arrivals.map((arrival) => arrival.revision));
      if (newest === undefined || !isSameArrival(newest, file))
        byName.set(keyOf(file.merchant, file.name), [...arrivals, { ...file, revision }]);
      if (known === undefined) return { kind: 'new', revision };
      const hasReturned = newest !== undefined && newest.revision !== revision;
      return { kind: hasReturned ? 'returned' : 'known', revision };
    },
    find: async (merchant, name) => firstArrivals(arrivalsOf(merchant, name)),
    arrivals: async (merchant, name) => arrivalsOf(merchant, name),
    list: async (merchant, day) =>
      [...byName.values()]
        .flatMap((arrivals) =>
          firstArrivals(arrivals.filter((file) => file.merchant === merchant && file.day === day)),
        )
        .sort((one, other) => compareText(one.name, other.name) || one.revision - other.revision),
  };
}

function isSameArrival(one: FetchedFile, other: FetchedFile): boolean {
  return one.sha256 === other.sha256 && one.modifiedAtMs === other.modifiedAtMs && one.path === other.path;
}

function firstArrivals(arrivals: readonly RecordedFile[]): readonly RecordedFile[] {
  return arrivals.filter(
    ({ revision }, index) => arrivals.findIndex((arrival) => arrival.revision === revision) === index,
  );
}

/** By code unit, like the stored registers. */
function compareText(one: string, other: string): number {
  return one === other ? 0 : one < other ? -1 : 1;
}
