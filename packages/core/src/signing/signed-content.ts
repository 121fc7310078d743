/** The parts of a message that are signed beside its body. */
export interface SignedParts {
  /** HTTP method in capitals; `POST` for every v1 call. */
  readonly method: string;
  /** The path that is really sent, with its query if there is one, without host. */
  readonly path: string;
  /** The client id, pinned to the configured one before verifying. */
  readonly clientId: string;
  /** `Request-Time` or `Response-Time`, verbatim. */
  readonly time: string;
}

/**
 * The bytes that are signed: method, blank, path, line feed, client id, dot, time, dot, body.
 * The body enters as bytes, never decoded and encoded again. docs/wire/v1 §2.1.
 */
export function signedContent(parts: SignedParts, body: Uint8Array): Buffer {
  const head = Buffer.from(`${parts.method} ${parts.path}\n${parts.clientId}.${parts.time}.`, 'utf8');
  return Buffer.concat([head, body]);
}
