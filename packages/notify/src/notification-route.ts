import { type AlipayError, ProtocolError } from '@alipay-intl/core/errors';
import { checkInput } from '@alipay-intl/core/validation';
import { z } from 'zod';
import { type Acknowledgement, acknowledgement } from './acknowledgement.ts';
import type { AcceptedNotification, NotificationVerifier } from './notification-verifier.ts';
import { functionOption, portOption } from './option-parts.ts';
import { type MaybeParsedRequest, type ParsedBody, readRawBody } from './raw-body.ts';

/** What a framework's route does with notifications. */
export interface NotificationRouteOptions<
  Accepted extends { readonly accepted: true } = AcceptedNotification,
> {
  /** Of either family. */
  readonly verifier: NotificationVerifier<Accepted>;
  /**
   * Called with each verified notification; compare it with your record and store it. Alipay gets its acknowledgement
   * when this resolves, and sends again later when it throws. It may be called several times for one payment.
   */
  readonly onNotification: (accepted: Accepted) => Promise<void> | void;
  /** Called with the reason when a message is not believed; the sender never learns it. */
  readonly onRefused?: ((error: AlipayError) => unknown) | undefined;
  /** Size of a notification at most, in bytes. Default 262144. */
  readonly bodyBytesMax?: number | undefined;
  /** Milliseconds in which the body must arrive; after that it is refused and the connection closed. Default 10000. */
  readonly bodyTimeoutMs?: number | undefined;
}

const routeOptions = z.strictObject({
  verifier: portOption,
  onNotification: functionOption,
  onRefused: functionOption.optional(),
  bodyBytesMax: z.int().min(1).max(67_108_864).optional(),
  bodyTimeoutMs: z.int().min(1).max(600_000).optional(),
});

/**
 * Checks the settings of a route when it is mounted, not at the first notification.
 *
 * @throws OptionError `ERR_OPTION_INVALID` naming each setting.
 */
export function checkRouteOptions(options: object): void {
  checkInput(routeOptions, options, { code: 'ERR_OPTION_INVALID', name: 'notification route' });
}

/**
 * Takes one request through reading, verifying and handling.
 *
 * @param parsed - where the framework's parsers leave a body, if not on the request itself.
 * @returns the answer to send.
 * @throws what `onNotification` throws, and OptionError `ERR_BODY_CONSUMED`; the framework's error handling shows it.
 */
export async function routeNotification<Accepted extends { readonly accepted: true }>(
  request: MaybeParsedRequest,
  url: string,
  options: NotificationRouteOptions<Accepted>,
  parsed?: ParsedBody,
): Promise<Acknowledgement> {
  const refused = async (error: AlipayError): Promise<Acknowledgement> => {
    await options.onRefused?.(error);
    return acknowledgement('refused');
  };
  let body: Uint8Array;
  try {
    body = await readRawBody(request, options, parsed);
  } catch (error) {
    if (error instanceof ProtocolError) return refused(error);
    throw error;
  }
  const method = request.method ?? '';
  const verified = options.verifier.verify({ method, url, headers: request.rawHeaders, body });
  if (!verified.accepted) return refused(verified.error);
  await options.onNotification(verified);
  return options.verifier.acknowledge(verified);
}
