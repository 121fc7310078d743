/** Everything that can be made to go wrong with the next answer, and whether the call is carried out by default. */
export const isProcessedByFault = {
  /** Connection cut before anything is processed. */
  'lose-request': false,
  /** Processed, then the connection is cut without an answer. */
  'lose-answer': true,
  /** The right answer after `delayMs`. */
  delay: true,
  /** One bit of the signature is wrong. */
  'wrong-signature': true,
  /** The right body without `signature`, and in v1 without `response-time`. */
  unsigned: true,
  /** An unsigned refusal in place of the answer. */
  'unsigned-failure': false,
  /** The signature is an empty text. */
  'empty-signature': true,
  /** Signed with a key that is not Alipay's. */
  'foreign-key': true,
  /** Signed, but the time of the answer is missing. */
  'no-response-time': true,
  /** Validly signed JSON whose result stands there twice, with opposite contents. */
  'repeated-key': true,
  /** HTTP 502 with an HTML page. */
  html: false,
  /** HTTP 200 with no body. */
  'empty-body': false,
  /** The connection is closed in the middle of the body, as a process does that ends. */
  truncated: true,
  /** The connection is reset in the middle of the body: TCP RST, no orderly close. */
  reset: true,
  /** A validly signed body of `bodyBytes` bytes. */
  oversize: true,
  /** HTTP 500 with a short text. */
  'status-500': false,
  /** An unsigned refusal whose body is GBK text. */
  'gbk-failure': false,
  /** A signed result of your choice in place of the answer. */
  result: false,
  /** Validly signed for another client id. */
  'wrong-client': true,
  /** Nothing ever comes back; the connection stays open. */
  stall: false,
  /** Headers and half of the body come, then nothing. */
  'stall-body': true,
  /**
   * The connection is cut, and the call is carried out later: after `delayMs` of the simulator's clock, or right after
   * the next query or cancel of its payment, see `until`.
   */
  late: true,
  /** The request arrives twice and is carried out twice, one after the other; the answer of the second time is sent. */
  twice: true,
  /** A validly signed answer that an earlier call of the same operation got, byte for byte; the fault waits until there is one. */
  replay: true,
  /** The right answer, but no sooner than no notification is under way: the result is told before the call is answered. */
  'notification-first': true,
  /** Validly signed, but for another request: `head.reqMsgId` differs. */
  'wrong-message': true,
  /** Validly signed, but `head.function` is another one. */
  'wrong-function': true,
  /** Signed with the hash that the dialect does not use. */
  'sha1-signature': true,
  /** A second `response` with the opposite contents stands behind the signed one. */
  'repeated-member': true,
  /** The same, its name written with an escape. */
  'hidden-member': true,
  /** A right envelope with bytes behind its end. */
  'trailing-bytes': true,
  /** The signature is base64-encoded twice. */
  'double-base64': true,
  /** The signature is base64-encoded three times. */
  'triple-base64': true,
} as const;

/** Name of a fault. */
export type FaultName = keyof typeof isProcessedByFault;

/** Faults of the envelope; they never hit a v1 call, which has none. */
export const envelopeFaults: ReadonlySet<FaultName> = new Set<FaultName>([
  'wrong-message',
  'wrong-function',
  'sha1-signature',
  'repeated-member',
  'hidden-member',
  'trailing-bytes',
  'double-base64',
  'triple-base64',
]);
