import type { Layout } from '../layout.ts';
import { antomReports } from './b3-antom.ts';

/** Antom marketplace: the reports of B3 with the marketplace or sub-merchant as `merchantId`. docs/wire/statements §9.5. */
export const marketplaceLayouts: readonly Layout[] = antomReports('B4', 'merchantId');
