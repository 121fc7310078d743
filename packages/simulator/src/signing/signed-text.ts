/** The pieces that enter a signature, each exactly as it travels (docs/wire/v1 §2.1). */
export interface SignedPieces {
  readonly method: string;
  readonly path: string;
  readonly clientId: string;
  readonly time: string;
  readonly body: Uint8Array;
}

/** Joins the pieces to the bytes that are signed: method, blank, path, line feed, client id, dot, time, dot, body. */
export function joinSignedText(pieces: SignedPieces): Buffer {
  const head = `${pieces.method} ${pieces.path}\n${pieces.clientId}.${pieces.time}.`;
  return Buffer.concat([Buffer.from(head, 'utf8'), pieces.body]);
}
