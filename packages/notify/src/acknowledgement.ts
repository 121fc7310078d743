/** An HTTP answer to a notification. */
export interface Acknowledgement {
  readonly status: number;
  readonly headers: { readonly 'content-type': 'application/json' };
  readonly body: string;
}

/** Each answer that a receiver gives. */
export type AcknowledgementKind = 'received' | 'refused' | 'not-processed';

const answers: Readonly<
  Record<AcknowledgementKind, readonly [status: number, code: string, result: string]>
> = {
  received: [200, 'SUCCESS', 'S'],
  refused: [400, 'PROCESS_FAIL', 'F'],
  'not-processed': [500, 'UNKNOWN_EXCEPTION', 'U'],
};

/**
 * The answer to a notification. docs/wire/v1 §6.2.
 *
 * @param kind - `received`: it is stored and will not be needed again, whatever the payment's outcome.
 * `refused`: it is not believed; the answer says nothing about why. `not-processed`: send it again later.
 */
export function acknowledgement(kind: AcknowledgementKind): Acknowledgement {
  const [status, resultCode, resultStatus] = answers[kind];
  const resultMessage = kind === 'received' ? 'success' : 'fail';
  const body = JSON.stringify({ result: { resultCode, resultStatus, resultMessage } });
  return { status, headers: { 'content-type': 'application/json' }, body };
}
