/** Bounds of an archive. What is beyond one of them is refused as a whole. */
export interface ZipLimits {
  /** Entries at most; 1000 by default. */
  readonly entriesMax: number;
  /** Unpacked bytes of one entry at most; 8 GiB by default. */
  readonly entryBytesMax: number;
  /** Unpacked bytes of all entries at most; 16 GiB by default. */
  readonly totalBytesMax: number;
  /** Unpacked bytes for each byte of the archive at most; 200 by default. */
  readonly ratioMax: number;
}

const gibibyte = 1024 ** 3;

/** Far beyond a day of a large merchant. */
export const zipLimits: ZipLimits = {
  entriesMax: 1_000,
  entryBytesMax: 8 * gibibyte,
  totalBytesMax: 16 * gibibyte,
  ratioMax: 200,
};
