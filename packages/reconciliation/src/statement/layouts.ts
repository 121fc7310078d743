import type { Layout } from './layout.ts';
import { inStoreLayouts } from './layouts/a1-in-store.ts';
import { onlineLayouts } from './layouts/a2-online.ts';
import { autoDebitLayouts } from './layouts/a3-auto-debit.ts';
import { hongKongOnlineLayouts } from './layouts/a4-hk-online.ts';
import { hongKongOpenapiLayouts } from './layouts/a5-hk-openapi.ts';
import { hongKongAmsLayouts } from './layouts/a6-hk-ams.ts';
import { acquiringLayouts } from './layouts/b0-acquiring.ts';
import { amsLayouts } from './layouts/b1-ams.ts';
import { secondAmsLayouts } from './layouts/b2-ams.ts';
import { antomLayouts } from './layouts/b3-antom.ts';
import { marketplaceLayouts } from './layouts/b4-marketplace.ts';

/** Every layout that is known. */
export const layouts: readonly Layout[] = [
  ...inStoreLayouts,
  ...onlineLayouts,
  ...autoDebitLayouts,
  ...hongKongOnlineLayouts,
  ...hongKongOpenapiLayouts,
  ...hongKongAmsLayouts,
  ...acquiringLayouts,
  ...amsLayouts,
  ...secondAmsLayouts,
  ...antomLayouts,
  ...marketplaceLayouts,
];
