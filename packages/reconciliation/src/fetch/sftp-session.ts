/** What a server says about one name. Nothing of it is believed before it is checked. */
export interface RemoteStat {
  /** `undefined` where the server does not tell. */
  readonly kind: 'file' | 'other' | undefined;
  readonly bytes: number | undefined;
  readonly modifiedAtMs: number | undefined;
}

/** A logged-in SFTP connection. Every method throws FetchError `ERR_SFTP_LOST` or `ERR_FETCH_STOPPED` when it ends. */
export interface SftpSession {
  /** `host:port`. */
  readonly server: string;
  /** The names in a directory, as the server wrote them, or `undefined` where there is none. */
  list(directory: string): Promise<readonly string[] | undefined>;
  /** What a name is, links not followed, or `undefined` where there is none. */
  stat(path: string): Promise<RemoteStat | undefined>;
  /**
   * Gives the pieces of a file in order, from an offset to its end. What `take` throws ends it and is thrown on.
   *
   * @param range - where to begin, and the size that the whole file should have.
   */
  receive(
    path: string,
    range: { readonly offset: number; readonly bytes: number },
    take: (piece: Buffer) => Promise<void>,
  ): Promise<void>;
  close(): Promise<void>;
}
