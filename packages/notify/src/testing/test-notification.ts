import type { JsonObject } from '@alipay-intl/core/signing';

/** The content of a notification for your own tests: nothing is signed yet. */
export type TestNotification =
  | { readonly family: 'v1'; readonly body: JsonObject }
  | {
      readonly family: 'acquiring';
      /** `function` of the head. */
      readonly function: string;
      readonly body: JsonObject;
    };

/** Members to add or to replace; `undefined` leaves one out. */
export type TestMembers = JsonObject;
