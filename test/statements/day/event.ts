import type { Random } from '../../trial/random.ts';
import { currencies, someAmount } from './money.ts';

/** Something that happened in a shop, before any report prints it. */
export interface ShopEvent {
  readonly kind: 'payment' | 'refund' | 'cancel';
  readonly ownId: string;
  readonly providerId: string;
  /** The payment that a refund or a cancellation belongs to. */
  readonly original?: ShopEvent | undefined;
  readonly atMs: number;
  readonly settledAtMs: number;
  readonly currency: string;
  /** Without a sign. */
  readonly gross: bigint;
  readonly fee: bigint;
  readonly remark: string;
}

/** What all files of a day have in common. */
export interface Shop {
  readonly random: Random;
  readonly pid: string;
  readonly mid: string;
  /** Midnight of the day in UTC+8. */
  readonly dayMs: number;
  readonly currency: string;
}

const hourMs = 3_600_000;
const chinaMs = 8 * hourMs;

export function openShop(random: Random): Shop {
  const days = random.between(17_000, 20_800);
  return {
    random,
    pid: `2088${digits(random, 12)}`,
    mid: `1022188${digits(random, 12)}`,
    dayMs: days * 24 * hourMs - chinaMs,
    currency: random.pick(currencies),
  };
}

/** As many random digits, the first of them not 0. */
export function digits(random: Random, count: number): string {
  let text = String(random.between(1, 9));
  while (text.length < count) text += String(random.between(0, 9));
  return text;
}

/** `YYYY-MM-DD` in UTC+8. */
export const dayText = (atMs: number): string => new Date(atMs + chinaMs).toISOString().slice(0, 10);

/** `YYYYMMDD` in UTC+8. */
export const dayDigits = (atMs: number): string => dayText(atMs).replaceAll('-', '');

/** `YYYY-MM-DD HH:MM:SS` in UTC+8. */
export const wallClock = (atMs: number): string =>
  new Date(atMs + chinaMs).toISOString().slice(0, 19).replace('T', ' ');

const offsets: readonly [readonly [string, number], ...(readonly [string, number])[]] = [
  ['+08:00', 480],
  ['+08:30', 510],
  ['-05:00', -300],
  ['Z', 0],
];

/** ISO 8601 with one of several offsets. */
export function isoText(random: Random, atMs: number): string {
  const [text, minutes] = random.pick(offsets);
  return new Date(atMs + minutes * 60_000).toISOString().slice(0, 19) + text;
}

const plainNames = ['', '', 'shop 7', 'Refund', 'Café Ñandú', '茶餐廳', '北京烤鸭店', "O'Neil"] as const;
const quotedNames = ['Smith, Sons', 'the "Corner"', '李，王', '"', 'a,"b",c', ', '] as const;

/** A name as people write them; with quotes, commas and line ends where a family may have them. */
export function someName(random: Random, may: 'plain' | 'quoted', encoding: string): string {
  const name = may === 'quoted' && random.chance(0.3) ? random.pick(quotedNames) : random.pick(plainNames);
  if (encoding === 'gb18030' && /[éÑú]/.test(name)) return '面馆';
  return may === 'quoted' && random.chance(0.05) ? `${name}x\ny${name}` : name;
}

/** The payments of a day with some of their refunds and cancellations, in a random order of time. */
export function someEvents(shop: Shop, most = 5): ShopEvent[] {
  const { random } = shop;
  const events: ShopEvent[] = [];
  const count = random.chance(0.04) ? 0 : random.between(1, most);
  const [prefix, salt] = [random.pick(['EASA-', 'order_', '', 'T0', '00']), digits(random, 5)];
  for (let at = 0; at < count; at += 1) {
    const payment = somePayment(shop, `${prefix}${salt}${digits(random, 4)}${at}`);
    events.push(payment);
    if (random.chance(0.35))
      events.push(followUp(shop, payment, random.chance(0.75) ? 'refund' : 'cancel', at));
  }
  return events.toSorted((left, right) => left.atMs - right.atMs);
}

function somePayment(shop: Shop, ownId: string): ShopEvent {
  const { random, currency, dayMs } = shop;
  const gross = someAmount(random, currency);
  const atMs = dayMs + random.between(0, 86_399) * 1_000;
  return {
    ...{ kind: 'payment', ownId, providerId: dayDigits(atMs) + digits(random, 20), atMs, currency, gross },
    settledAtMs: dayMs + (24 + random.between(0, 71)) * hourMs + 1_560_000,
    fee: (gross * BigInt(random.pick([0, 60, 120, 300]))) / 10_000n,
    remark: '',
  };
}

function followUp(shop: Shop, payment: ShopEvent, kind: 'refund' | 'cancel', at: number): ShopEvent {
  const { random } = shop;
  const isWhole = kind === 'cancel' || random.chance(0.4) || payment.gross < 3n;
  const gross = isWhole ? payment.gross : payment.gross / 2n;
  return {
    ...payment,
    ...{ kind, gross, original: payment, fee: (payment.fee * gross) / payment.gross },
    ownId: `${random.pick(['RF', 'FOREXREFUND_'])}${digits(random, 7)}${at}`,
    providerId: dayDigits(payment.atMs) + digits(random, 20),
    atMs: Math.min(shop.dayMs + 86_399_000, payment.atMs + random.between(0, 40_000) * 1_000),
  };
}
