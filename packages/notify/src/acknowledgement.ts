/** An HTTP answer to a notification. */
export interface Acknowledgement {
  readonly status: number;
  readonly headers: { readonly 'content-type': 'application/json' };
  readonly body: string;
}

/** Each answer that a receiver gives. */
export type AcknowledgementKind = 'received' | 'refused' | 'not-processed';

const answers: Readonly<Record<AcknowledgementKind, readonly [status: number, body: string]>> = {
  received: [200, bodyOf('SUCCESS', 'S', 'success')],
  refused: [400, bodyOf('PROCESS_FAIL', 'F', 'fail')],
  'not-processed': [500, bodyOf('UNKNOWN_EXCEPTION', 'U', 'fail')],
};

/**
 * The answer to a notification. docs/wire/v1 §6.2.
 *
 * @param kind - `received`: it is stored and will not be needed again, whatever the payment's outcome.
 * `refused`: it is not believed; the answer says nothing about why. `not-processed`: send it again later.
 */
export function acknowledgement(kind: AcknowledgementKind): Acknowledgement {
  const [status, body] = answers[kind];
  // Of its own for each: servers add theirs to the headers that they are given.
  return { status, headers: { 'content-type': 'application/json' }, body };
}

function bodyOf(resultCode: string, resultStatus: string, resultMessage: string): string {
  return JSON.stringify({ result: { resultCode, resultStatus, resultMessage } });
}
