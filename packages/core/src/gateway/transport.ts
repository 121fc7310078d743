/** One HTTP request, ready to send. */
export interface TransportRequest {
  readonly method: 'POST';
  /** Path with query, without host. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  /** Milliseconds until the whole call is given up. */
  readonly deadlineMs: number;
  readonly signal?: AbortSignal | undefined;
}

/** One HTTP answer, unjudged. */
export interface TransportReply {
  readonly status: number;
  /** Header names in lower case. A repeated header has several values. */
  readonly headers: ReadonlyMap<string, readonly string[]>;
  readonly body: Buffer;
}

/**
 * Sends one request once: no redirect, no repetition.
 *
 * The network is passed in through this interface, so that a simulation can stand in for it.
 */
export interface Transport {
  /**
   * @throws TransportError whose `bytesMayHaveLeft` says whether Alipay may have received the request;
   * ProtocolError `ERR_RESPONSE_TOO_LARGE` where the answer is over the size limit.
   */
  send(request: TransportRequest): Promise<TransportReply>;
  /** Closes the connections. Calls under way are finished first. */
  close(): Promise<void>;
}
