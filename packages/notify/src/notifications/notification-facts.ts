import type { JsonObject } from '@alipay-intl/core/signing';

/** What every verified notification has. */
export interface NotificationFacts {
  /** The whole verified notification, unknown members included. Printing it hides buyer data and tokens. */
  readonly body: JsonObject;
}
