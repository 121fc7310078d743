import { acknowledgement } from './acknowledgement.ts';
import { assertReceiver } from './adapters/assert-receiver.ts';
import { errorOf } from './adapters/error-of.ts';
import type { NotificationReceiver } from './receiver/create-receiver.ts';
import { reportWarning } from './report-warning.ts';

/**
 * A handler for anything that speaks Fetch: Hono, Next.js, a worker. Fetch joins repeated headers into one value, which no
 * signed header may have, so they are refused all the same.
 *
 * What your handler throws, and a body that was read before, is reported as a warning of the process, besides `onReceipt`.
 *
 * @throws OptionError `ERR_OPTION_INVALID` for what is no receiver, when it is made.
 * @example
 * app.post('/alipay/notify', (context) => notifications(context.req.raw)); // const notifications = fetchNotifications(receiver)
 */
export function fetchNotifications(receiver: NotificationReceiver): (request: Request) => Promise<Response> {
  assertReceiver(receiver);
  return async (request) => {
    const { answer, error } = await receive(receiver, request);
    if (error !== undefined) reportWarning(error);
    return new Response(answer.body, { status: answer.status, headers: answer.headers });
  };
}

async function receive(
  receiver: NotificationReceiver,
  request: Request,
): Promise<{ readonly answer: ReturnType<typeof acknowledgement>; readonly error: unknown }> {
  try {
    const { pathname, search } = new URL(request.url);
    const receipt = await receiver.receive({
      method: request.method,
      url: pathname + search,
      headers: [...request.headers].flat(),
      body: request.bodyUsed ? undefined : (request.body ?? new Uint8Array()),
    });
    return { answer: receipt.answer, error: errorOf(receipt) };
  } catch (error) {
    return { answer: acknowledgement('not-processed'), error };
  }
}
