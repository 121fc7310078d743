import type { Branch } from '../branch.ts';
import { book } from '../compare.ts';
import { type ProviderRow, sideOf, sizeOf } from '../row.ts';
import { dayAt, exchanged, fairFee } from '../setting.ts';
import { isNewer, type Stories } from './story.ts';

/** Both classic families print the fee in the transaction file, too. */
const printsFees = ({ setting: { family } }: Branch): boolean => family === 'A1' || family === 'A4';

/** A fee that is too high or too low in every file. */
function takeWrongFee(branch: Branch, dayNo: number, off: bigint): void {
  const fair = branch.payment(dayNo);
  const row: ProviderRow = { ...fair, fee: (fair.fee ?? 0n) + off };
  const settledOn = dayNo + 1;
  book(branch, {
    own: { row: branch.record(row), on: dayNo },
    transaction: { row, on: dayNo },
    settled: { row, on: settledOn },
  });
  if (sizeOf(off) <= BigInt(branch.setting.feeTolerance)) return;
  plantFee(
    branch,
    row,
    off,
    printsFees(branch)
      ? { transaction: sideOf(row), run: dayNo }
      : { settlement: sideOf(row), run: settledOn },
  );
}

function plantFee(
  branch: Branch,
  row: ProviderRow,
  off: bigint,
  { run, ...sides }: { readonly run: number; readonly transaction?: string; readonly settlement?: string },
): void {
  branch.plant(run, {
    ...{
      kind: 'FEE_MISMATCH',
      day: dayAt(branch.setting, run),
      currency: row.netCurrency,
      atStake: sizeOf(off),
      ...sides,
    },
  });
}

/** Fees, rates and nets against the contract. */
export const audits: Stories = {
  'a fee too high': { plants: 'FEE_MISMATCH', tell: (branch, dayNo) => takeWrongFee(branch, dayNo, -17n) },
  'a fee too low': { plants: 'FEE_MISMATCH', tell: (branch, dayNo) => takeWrongFee(branch, dayNo, 4n) },
  'a fee a unit off': {
    plants: 'FEE_MISMATCH',
    tell: (branch, dayNo) => takeWrongFee(branch, dayNo, branch.random.pick([1n, -1n, -2n, -3n])),
  },
  'a refund with a wrong fee': {
    plants: 'FEE_MISMATCH',
    tell: (branch, dayNo) => {
      const payment = branch.payment(dayNo, { gross: 60_000n });
      book(branch, {
        own: { row: branch.record(payment), on: dayNo },
        transaction: { row: payment, on: dayNo },
      });
      const fair = branch.refund(payment, dayNo, 50_000n);
      const row: ProviderRow = { ...fair, fee: (fair.fee ?? 0n) + 9n };
      const settledOn = dayNo + 1;
      book(branch, {
        own: { row: branch.record(row), on: dayNo },
        transaction: { row, on: dayNo },
        settled: { row, on: settledOn },
      });
      // In store the transaction file does not tell whether the fee of a refund came back.
      const isTold = branch.setting.family === 'A4';
      plantFee(
        branch,
        row,
        9n,
        isTold ? { transaction: sideOf(row), run: dayNo } : { settlement: sideOf(row), run: settledOn },
      );
    },
  },
  'another fee in the settlement': {
    plants: 'FEE_MISMATCH',
    fits: ({ family }) => family === 'A1' || family === 'A4',
    tell: (branch, dayNo) => {
      const row = branch.payment(dayNo);
      book(branch, {
        own: { row: branch.record(row), on: dayNo },
        transaction: { row, on: dayNo },
        settled: { row: { ...row, fee: (row.fee ?? 0n) - 6n }, on: dayNo + 1 },
        settledVerdict: { kind: 'FEE_MISMATCH', currency: row.currency, atStake: 6n },
      });
    },
  },
  'another exchange rate': {
    plants: 'FX_MISMATCH',
    fits: (setting) => isNewer(setting) && setting.rate !== undefined,
    tell: (branch, dayNo) => {
      const row = branch.payment(dayNo, { gross: 9_000_000n });
      const { rate } = branch.setting;
      if (rate === undefined) return;
      const other = { ...rate, digits: (rate.digits * BigInt(branch.random.pick([1_020, 980]))) / 1_000n };
      const converted = exchanged(branch.setting, row.gross ?? 0n, other);
      const settled: ProviderRow = {
        ...row,
        rate: other,
        converted,
        fee: fairFee(branch.setting, 'payment', converted, row.atMs),
      };
      const settledOn = dayNo + 1;
      book(branch, {
        own: { row: branch.record(row), on: dayNo },
        transaction: { row, on: dayNo },
        settled: { row: settled, on: settledOn },
      });
      branch.plant(settledOn, {
        ...{ kind: 'FX_MISMATCH', day: dayAt(branch.setting, settledOn), currency: row.netCurrency },
        ...{ atStake: sizeOf(converted - (row.converted ?? 0n)), settlement: sideOf(row) },
      });
    },
  },
  'a net that does not follow': {
    plants: 'NET_FORMULA_MISMATCH',
    fits: ({ accepted }) => accepted === 'wrong nets',
    tell: (branch, dayNo) => {
      const row = branch.payment(dayNo);
      const off = BigInt(branch.random.pick([-31, 31]));
      const settledOn = dayNo + 1;
      const settled: ProviderRow = { ...row, netOff: off };
      book(branch, {
        own: { row: branch.record(row), on: dayNo },
        transaction: { row, on: dayNo },
        settled: { row: settled, on: settledOn },
      });
      branch.plant(settledOn, {
        ...{ kind: 'NET_FORMULA_MISMATCH', day: dayAt(branch.setting, settledOn), currency: row.netCurrency },
        ...{ atStake: 31n, settlement: sideOf(row) },
      });
    },
  },
};
