import { ledgerFromJournal, ledgerFromQuery } from '@alipay-intl/postgres';
import { type LedgerSource, ledgerFromCsv } from '@alipay-intl/reconciliation/match';
import type { Run } from '../command/run.ts';
import type { MerchantConfiguration } from '../configuration/configuration.ts';
import { readSecret } from '../configuration/read-secret.ts';
import type { Books } from './books.ts';
import { withForeignStore } from './foreign-store.ts';

/** Opens a merchant's own books for as long as `work` runs. Throws what `work` throws. */
export async function withLedger<Result>(
  { id, ledger }: MerchantConfiguration,
  { store }: Books,
  run: Run,
  work: (ledger: LedgerSource) => Promise<Result>,
): Promise<Result> {
  if ('csv' in ledger)
    return work(ledgerFromCsv((day) => ledger.csv.replaceAll('{merchant}', id).replaceAll('{day}', day)));
  if ('journal' in ledger) return work(ledgerFromJournal(store, { scope: ledger.journal }));
  const query = { text: ledger.sql };
  if (ledger.database === undefined) return work(ledgerFromQuery(store, query));
  return withForeignStore(await readSecret(ledger.database, run), (foreign) =>
    work(ledgerFromQuery(foreign, query)),
  );
}
