import type { FetchedFiles, RecordedFile } from './fetched-files.ts';

/**
 * A register in memory, for trials and tests: it ends with the process. A file that is on the disk already is then fetched again and
 * found to be the same. Use `createPostgresFetchedFiles` of `@alipay-intl/postgres` where it must last.
 */
export function createMemoryFetchedFiles(): FetchedFiles {
  const byName = new Map<string, RecordedFile[]>();
  const keyOf = (merchant: string, name: string): string => JSON.stringify([merchant, name]);
  return {
    record: async (file) => {
      const key = keyOf(file.merchant, file.name);
      const revisions = byName.get(key) ?? [];
      const known = revisions.find(({ sha256 }) => sha256 === file.sha256);
      if (known !== undefined) {
        const newest = revisions.findLast(({ remotePath }) => remotePath === file.remotePath) ?? known;
        return { kind: 'known', file: known, newestRevision: newest.revision };
      }
      const newestRevision = revisions.length + 1;
      const recorded = { ...file, revision: newestRevision };
      byName.set(key, [...revisions, recorded]);
      return { kind: 'recorded', file: recorded, newestRevision };
    },
    find: async (merchant, name) => byName.get(keyOf(merchant, name)) ?? [],
    list: async (merchant, day) =>
      [...byName.values()]
        .flat()
        .filter((file) => file.merchant === merchant && file.day === day)
        .sort((one, other) => compareText(one.name, other.name) || one.revision - other.revision),
  };
}

/** By code unit, like the stored registers. */
function compareText(one: string, other: string): number {
  return one === other ? 0 : one < other ? -1 : 1;
}
