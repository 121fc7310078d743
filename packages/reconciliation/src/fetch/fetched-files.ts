/** A statement file that was fetched, as the register keeps it. */
export interface FetchedFile {
  /** Whose statement it is: the PID or MID that the fetch was made for. */
  readonly merchant: string;
  /** The name that Alipay gave it. */
  readonly name: string;
  /** The day whose folder it is in, `YYYY-MM-DD`, or `undated`. */
  readonly day: string;
  /**
   * Where it was on the server; `local:` and the name of a file that was added by hand. For a file out of an archive, the archive's
   * place, `!` and the name.
   */
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

/** What recording found. */
export interface Recording {
  /**
   * `new`: the first time that this merchant's file of this name has these bytes. `returned`: earlier ones, to which the place went
   * back. `known`: what the place had last, or what a place that is new has of another one.
   */
  readonly kind: 'new' | 'returned' | 'known';
  readonly revision: number;
}

/**
 * The register of fetched files. A merchant's name with the same bytes is one file, however often it is fetched; with other bytes it
 * is a revision. An *arrival* is that a place (`remotePath`) has other bytes, or the same with another time or local path, than when
 * the place was last recorded. Arrivals are only ever added; nothing is changed or removed.
 */
export interface FetchedFiles {
  /** Writes the arrival of a file down, durably. One that is the same as the newest of its place leaves everything as it was. */
  record(file: FetchedFile): Promise<Recording>;
  /** All revisions of a name, each as it first arrived, the first one first. */
  find(merchant: string, name: string): Promise<readonly RecordedFile[]>;
  /** All arrivals of a name, the first one first; those of earlier bytes have the revision of these. */
  arrivals(merchant: string, name: string): Promise<readonly RecordedFile[]>;
  /** All files of a day by name and revision, each as it first arrived for that day. */
  list(merchant: string, day: string): Promise<readonly RecordedFile[]>;
}
