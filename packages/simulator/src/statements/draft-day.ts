import type { Simulation } from '../simulation.ts';
import { layoutB1, layoutB2, layoutB3 } from './ams-layout.ts';
import { draftA1 } from './draft-a1.ts';
import { draftA4 } from './draft-a4.ts';
import { draftAms } from './draft-ams.ts';
import { draftB0 } from './draft-b0.ts';
import type { DraftFamily } from './draft-context.ts';
import type { StatementDay } from './statement-day.ts';
import type { StatementDifferences } from './statement-difference.ts';
import type { StatementDraft } from './statement-draft.ts';
import type { StatementFamily } from './statement-options.ts';

const familyDrafts: Readonly<Record<StatementFamily, DraftFamily>> = {
  A1: draftA1,
  A4: draftA4,
  B0: draftB0,
  B1: draftAms('B1', layoutB1),
  B2: draftAms('B2', layoutB2),
  B3: draftAms('B3', layoutB3),
};

/** All files of a day: the transactions of that day, and what is settled on it. */
export function draftDay(
  { settings, ledger }: Simulation,
  differences: StatementDifferences,
  day: StatementDay,
): readonly StatementDraft[] {
  const { families } = settings.statements;
  const rows = differences.rows(settings.statements, ledger);
  const written = new Set([...families.acquiring, ...families.v1]);
  return [...written].flatMap((family) => {
    const own = rows.filter(({ row }) => families[row.payment.order.family].includes(family));
    const transactions = own.filter(({ told }) => told === day).map(({ row }) => row);
    const settled = own.filter((one) => one.settled === day).map(({ row }) => row);
    return familyDrafts[family]({ settings, day, transactions, settled });
  });
}
