import type { NotificationLog } from '@alipay-intl/notify';

/** Hands every delivery to its handler, for tests that send one message again and again. */
export const forgetfulLog: NotificationLog = {
  claim: async ({ key }) => ({ kind: 'claimed', claim: { key, token: 1 } }),
  extend: async () => 'extended',
  complete: async () => 'completed',
  fail: async () => undefined,
  store: async () => 'stored',
  takeStored: async () => [],
  list: async () => [],
  revive: async () => false,
};
