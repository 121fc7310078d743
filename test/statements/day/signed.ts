import type { ShopEvent } from './event.ts';
import type { TrueRecord } from './true-record.ts';

/** The fields that say whose money it is: a payment brings it in, a refund or a cancellation takes it out. */
export function signedFields(event: ShopEvent, has: { readonly net: boolean }): Partial<TrueRecord> {
  const { kind, gross, fee, currency, atMs } = event;
  const sign = kind === 'payment' ? 1n : -1n;
  // Without a net, whether the fee of a refund came back is not known.
  const isDecided = has.net || kind !== 'refund';
  return {
    ...{ kind, currency, netCurrency: currency, occurredAtMs: atMs },
    direction: kind === 'payment' ? 'in' : 'out',
    gross: sign * gross,
    fee: isDecided ? -sign * fee : undefined,
    net: has.net ? sign * (gross - fee) : undefined,
  };
}

/** A cell as a reader hands it out: blanks around it left out. */
export function bare(cell: string): string {
  return cell.replace(/^[ \t\u00a0\ufeff]+|[ \t\u00a0\ufeff]+$/g, '');
}

/** A cell, or nothing where it is empty. */
export function given(cell: string): string | undefined {
  const text = bare(cell);
  return text === '' ? undefined : text;
}
