import type { Break, FileSide, LedgerSide, ProviderSide } from '../../match/break.ts';
import { clockText } from '../moment-text.ts';
import { codedText, differenceText } from '../money-text.ts';
import { idText } from '../visible-text.ts';

const defectsMax = 3;

/** A row of own books in words. */
export function ledgerWords(side: LedgerSide | undefined): string {
  if (side === undefined) return 'Own books have no row.';
  const { kind, ownId, gross, currency, status, occurredAtMs } = side;
  return `Own books: ${kind} ${idText(ownId)} of ${codedText({ currency, value: gross })}, ${status}, ${clockText(occurredAtMs)}.`;
}

/** A row of a transaction file in words. */
export function transactionWords(side: ProviderSide | undefined): string {
  return side === undefined
    ? 'No transaction file has it.'
    : `Alipay's transaction: ${rowWords(side, side.occurredAtMs)}`;
}

/** A row of a settlement file in words. */
export function settlementWords(side: ProviderSide | undefined): string {
  return side === undefined
    ? 'No settlement file has it.'
    : `Alipay's settlement: ${rowWords(side, side.settledAtMs)}`;
}

/** By how much Alipay's amount differs from the expected one; nothing where it is not known. */
export function amountDifferenceWords({ currency, difference }: Break): string {
  if (currency === undefined || difference === undefined || difference === 0n) return '';
  const direction = difference > 0n ? 'more' : 'less';
  return `The difference is ${differenceText({ currency, value: difference })}: Alipay has ${direction} than expected.`;
}

/** By how much what Alipay took or paid differs, and for whom that is good; nothing where it is not known. */
export function costDifferenceWords({ currency, difference }: Break): string {
  if (currency === undefined || difference === undefined || difference === 0n) return '';
  const whom = difference > 0n ? 'in favour of' : 'to the disadvantage of';
  return `The difference is ${differenceText({ currency, value: difference })}, ${whom} the merchant.`;
}

/** A file and what was found in it, in words. */
export function fileWords(file: FileSide | undefined): string {
  if (file === undefined) return 'A file that was expected is not there.';
  const shown = file.defects.slice(0, defectsMax).map(defectWords);
  const more = file.defects.length - shown.length;
  const rest = more > 0 ? [`${more} more in the list of findings.`] : [];
  return [`File ${idText(file.name)}.`, ...shown, ...rest].join(' ');
}

/** The sentences that say something. */
export function sentences(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(' ');
}

/** All sides that a break has, one sentence each. */
export function sideWords({ ledger, transaction, settlement }: Break): string {
  return sentences(
    ledger === undefined ? '' : ledgerWords(ledger),
    transaction === undefined ? '' : transactionWords(transaction),
    settlement === undefined ? '' : settlementWords(settlement),
  );
}

function rowWords(side: ProviderSide, atMs: number | undefined): string {
  const { kind, gross, currency, fee, net, netCurrency, file, line } = side;
  return `${[
    `${kind} ${idWords(side)}`,
    amountWords('of', gross, currency),
    amountWords('fee', fee, netCurrency),
    amountWords('net', net, netCurrency),
    atMs === undefined ? undefined : clockText(atMs),
    `line ${line} of ${idText(file)}`,
  ]
    .filter((part) => part !== undefined)
    .join(', ')
    .replace(', of ', ' of ')}.`;
}

function idWords({ ownId, providerId }: ProviderSide): string {
  if (ownId === undefined || providerId === undefined) return idText(ownId ?? providerId ?? 'without an id');
  return `${idText(ownId)} (Alipay's id ${idText(providerId)})`;
}

function amountWords(
  name: string,
  value: bigint | undefined,
  currency: string | undefined,
): string | undefined {
  if (value === undefined || currency === undefined) return undefined;
  return `${name} ${codedText({ currency, value })}`;
}

function defectWords({ code, line, column, printed, expected }: FileSide['defects'][number]): string {
  const place = [
    line === undefined ? undefined : `line ${line}`,
    column === undefined ? undefined : `column ${idText(column)}`,
  ].filter((part) => part !== undefined);
  const found = printed === undefined ? '' : `printed ${idText(printed)}, `;
  return `${[code, ...place].join(', ')}: ${found}expected ${idText(expected)}.`;
}
