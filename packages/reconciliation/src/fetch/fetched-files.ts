/** A statement file that was fetched, as the register keeps it. */
export interface FetchedFile {
  /** Whose statement it is: the PID or MID that the fetch was made for. */
  readonly merchant: string;
  /** The name that Alipay gave it. */
  readonly name: string;
  /** The day whose folder it is in, `YYYY-MM-DD`, or `undated`. */
  readonly day: string;
  /** Where it was on the server; for a file out of an archive, the archive's path, `!` and the name. */
  readonly remotePath: string;
  readonly bytes: number;
  /** Time of the server's file in epoch milliseconds. */
  readonly modifiedAtMs: number;
  /** SHA-256 of its bytes, 64 hex digits. */
  readonly sha256: string;
  /** Where it is, below the folder of the fetch, with `/`. */
  readonly path: string;
  /** Epoch milliseconds. */
  readonly fetchedAtMs: number;
}

/** A fetched file with the number of its revision. */
export interface RecordedFile extends FetchedFile {
  /** 1 for the first bytes that came under this name, 2 for the next other ones, and so on. */
  readonly revision: number;
}

/** What recording did. */
export interface Recording {
  /** `known` where this merchant's file of this name had these bytes already; then nothing was written. */
  readonly kind: 'recorded' | 'known';
  readonly file: RecordedFile;
  /**
   * Number of the newest revision that was recorded from the same `remotePath`, else that of the file. A known file has a lower one
   * where the server went back to earlier bytes.
   */
  readonly newestRevision: number;
}

/**
 * The register of fetched files. A merchant's name with the same bytes is one file, however often it is fetched; with other bytes it
 * is a revision. Nothing in it is ever changed or removed.
 */
export interface FetchedFiles {
  /** Writes a file down, durably, unless it is known. */
  record(file: FetchedFile): Promise<Recording>;
  /** All revisions of a name, the first one first. */
  find(merchant: string, name: string): Promise<readonly RecordedFile[]>;
  /** All files of a day, by name and revision. */
  list(merchant: string, day: string): Promise<readonly RecordedFile[]>;
}
