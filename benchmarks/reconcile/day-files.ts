import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { writeStatement } from '../harness/statement-file.ts';

/** The day of the generated books. */
export const day = '2026-11-21';

/** A day of own books and the transaction file of the same day. */
export interface DayFiles {
  readonly ledger: string;
  readonly statement: string;
  readonly rows: number;
}

const pad = (value: number, digits: number): string => String(value).padStart(digits, '0');
const rowsAtOnce = 5_000;

/** Writes both files. Every row has its counterpart, a twentieth of them are refunds. */
export async function writeDay(folder: string, rows: number): Promise<DayFiles> {
  const statement = join(folder, `2088000000000000_transaction_20261121.${rows}.txt`);
  const ledger = join(folder, `ledger-${rows}.csv`);
  await writeStatement(statement, 'A1, 15 columns', rows);
  const file = await open(ledger, 'w');
  try {
    await file.write(
      'kind,ownId,providerId,originalOwnId,originalProviderId,status,currency,amount,occurredAt\n',
    );
    for (let from = 0; from < rows; from += rowsAtOnce) {
      let piece = '';
      for (let number = from; number < Math.min(rows, from + rowsAtOnce); number += 1)
        piece += ledgerRow(number);
      await file.write(piece);
    }
  } finally {
    await file.close();
  }
  return { ledger, statement, rows };
}

/** The record of the row of the same number of `harness/statement-file.ts`. */
function ledgerRow(number: number): string {
  const kind = number % 20 === 19 ? 'refund' : 'payment';
  const clock = `${pad(number % 24, 2)}:${pad((number * 7) % 60, 2)}:${pad((number * 13) % 60, 2)}`;
  return (
    `${kind},EASA-20261121-${pad(number, 10)},20261121210010042${pad(number, 11)},,,succeeded,AUD,` +
    `${100 + ((number * 7_919) % 999_983)},${day}T${clock}+08:00\n`
  );
}
