import { inspect } from 'node:util';
import { hidden } from '@alipay-intl/core/printing';

// The site of a user is the name of a wallet.
const buyerColumn = /user(?!site$)|buyer|holder|card(?!brand)|account|对方/i;

/** Whether a column tells who the buyer is: user ids, names of account holders, cards. docs/wire/statements §8.1, §9.4. */
export function isBuyerColumn(name: string): boolean {
  return buyerColumn.test(name);
}

/** Cells by column name, with `[hidden]` for what is printed about the buyer. */
export function withoutBuyerData(printed: Readonly<Record<string, string>>): Record<string, string> {
  const shown: Record<string, string> = Object.create(null);
  for (const [name, cell] of Object.entries(printed)) {
    shown[name] = cell !== '' && isBuyerColumn(name) ? hidden : cell;
  }
  return shown;
}

/** Lets `console.log` and JSON show the cells of a row without data about the buyer; one by one they stay readable. */
export function hideBuyerData(cells: readonly string[], printed: Readonly<Record<string, string>>): void {
  const names = Object.keys(printed);
  if (!names.some(isBuyerColumn)) return;
  const show = (): Record<string, string> => withoutBuyerData(printed);
  for (const [shown, print] of [[printed, show] as const, [cells, () => Object.values(show())] as const]) {
    Object.defineProperty(shown, 'toJSON', { value: print });
    Object.defineProperty(shown, inspect.custom, { value: print });
  }
}
