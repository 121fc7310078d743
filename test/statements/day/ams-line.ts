import type { Random } from '../../trial/random.ts';
import { digits, type Shop, type ShopEvent } from './event.ts';
import { convert, decimalsOf, type Rate, rateText } from './money.ts';

/** A row of an AMS or Antom report before it is printed; amounts have their sign. */
export interface AmsLine {
  readonly kind: string;
  readonly type: string;
  readonly ownId: string;
  readonly providerId: string;
  readonly originalOwnId: string;
  readonly originalProviderId: string;
  readonly atMs: number;
  readonly gross: bigint | undefined;
  /** Itemised fees; together the fee. */
  readonly fees: readonly bigint[];
  readonly net: bigint;
  readonly currency: string;
  readonly pair: string;
  readonly rate: string;
  /** The gross in the currency of the settlement. */
  readonly converted: bigint | undefined;
}

/** How the shop's money becomes that of its settlement. */
export interface Exchange {
  readonly netCurrency: string;
  readonly rate: Rate | undefined;
  /** `times`: the pair begins with the currency of the transaction. */
  readonly direction: 'times' | 'over';
}

export function someExchange({ random, currency }: Shop): Exchange {
  if (random.chance(0.5) || currency === 'USD')
    return { netCurrency: currency, rate: undefined, direction: 'times' };
  const isWon = decimalsOf(currency) === 0;
  const direction = random.pick<Exchange['direction']>(['times', 'over']);
  return { netCurrency: 'USD', rate: someRate(random, isWon, direction), direction };
}

/** For a won 0.0005 to 0.01 dollars, or 100 to 1,500 the other way round; otherwise 0.5 to 15. */
function someRate(random: Random, isWon: boolean, direction: Exchange['direction']): Rate {
  if (!isWon) return { digits: BigInt(random.between(50_000_000, 1_500_000_000)), places: 8 };
  if (direction === 'over') return { digits: BigInt(random.between(100_000_000, 1_500_000_000)), places: 6 };
  return { digits: BigInt(random.between(50_000, 999_999)), places: 8 };
}

/** The rows of a day: what happened in the shop, and what belongs to the account alone. */
export function amsLines(shop: Shop, events: readonly ShopEvent[], exchange: Exchange): AmsLine[] {
  const lines = events.flatMap((event) => {
    const line = eventLine(shop, event, exchange);
    return event.kind === 'payment' && shop.random.chance(0.12)
      ? [line, ...disputeLines(shop, event, exchange)]
      : [line];
  });
  return shop.random.chance(0.35) && lines.length > 0 ? [...lines, ...accountLines(shop, exchange)] : lines;
}

function eventLine(shop: Shop, event: ShopEvent, exchange: Exchange): AmsLine {
  const sign = event.kind === 'payment' ? 1n : -1n;
  const type = event.kind === 'payment' && shop.random.chance(0.2) ? 'CAPTURE' : event.kind.toUpperCase();
  const fees = split(convertOr(event.fee, exchange, event.currency) * -sign);
  return line(event, exchange, { kind: event.kind, type, gross: sign * event.gross, fees });
}

/** A payment may be disputed, and the dispute be won. */
function disputeLines(shop: Shop, payment: ShopEvent, exchange: Exchange): AmsLine[] {
  const { random } = shop;
  const id = `dispute${digits(random, 12)}`;
  const dispute: ShopEvent = { ...payment, ownId: '', providerId: id, original: payment, kind: 'refund' };
  const lost = line(dispute, exchange, {
    kind: 'dispute',
    type: 'DISPUTE',
    gross: -payment.gross,
    fees: [-150n],
  });
  if (random.chance(0.6)) return [lost];
  const won = { kind: 'dispute-reversal', type: 'DISPUTE_REVERSAL', gross: payment.gross, fees: [150n] };
  return [lost, line(dispute, exchange, won)];
}

const accountTypes = [
  'SETTLEMENT_FEE',
  'ADJUSTMENT_FEE',
  'RESERVE',
  'RESERVE_RELEASED',
  'COLLATERAL_WITHHELD',
] as const;

/** Fees and reserves without any payment: no own id, no gross. */
function accountLines(shop: Shop, exchange: Exchange): AmsLine[] {
  const { random, dayMs } = shop;
  const type = random.pick(accountTypes);
  const value = BigInt(random.between(1, 90_000)) * (type === 'RESERVE_RELEASED' ? 1n : -1n);
  const isFee = type.endsWith('FEE');
  const row: AmsLine = {
    ...{ kind: 'account-level', type, ownId: '', providerId: digits(random, 24), originalOwnId: '' },
    ...{ originalProviderId: '', atMs: dayMs + 80_000_000, gross: undefined, fees: isFee ? [value] : [] },
    ...{ net: value, currency: exchange.netCurrency, pair: '', rate: '', converted: undefined },
  };
  const correction = {
    ...row,
    kind: 'provider-rounding',
    type: 'DEFAULT',
    providerId: digits(random, 24),
    fees: [-5n],
    net: -5n,
  };
  return random.chance(0.3) ? [row, correction] : [row];
}

function line(
  event: ShopEvent,
  exchange: Exchange,
  more: Pick<AmsLine, 'kind' | 'type' | 'fees'> & { readonly gross: bigint },
): AmsLine {
  const { rate, direction, netCurrency } = exchange;
  const converted = convertOr(more.gross, exchange, event.currency);
  const codes = direction === 'times' ? [event.currency, netCurrency] : [netCurrency, event.currency];
  return {
    ...{ ownId: event.ownId, providerId: event.providerId, atMs: event.atMs, currency: event.currency },
    ...{ originalOwnId: event.original?.ownId ?? '', originalProviderId: event.original?.providerId ?? '' },
    ...{ pair: rate === undefined ? '' : codes.join('/'), rate: rate === undefined ? '' : rateText(rate) },
    ...{ converted, net: converted + more.fees.reduce((sum, fee) => sum + fee, 0n), ...more },
  };
}

function convertOr(value: bigint, { rate, direction, netCurrency }: Exchange, currency: string): bigint {
  return rate === undefined ? value : convert(value, rate, [currency, netCurrency], direction);
}

function split(fee: bigint): readonly bigint[] {
  return fee > -10n && fee < 10n ? [fee] : [fee / 3n, fee - fee / 3n];
}
