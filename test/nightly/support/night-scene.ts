import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PaymentRail } from '@alipay-intl/payments';
import type { Simulator } from '@alipay-intl/simulator';
import { openShop, type Shop } from '../../statements/simulator/support/open-shop.ts';
import { playWeek, weekBegins } from '../../statements/simulator/support/play-week.ts';

/** One of the two merchants of a shop: till payments in B0 files, wallet payments in B3 files. */
export interface Merchant {
  readonly id: string;
  readonly family: 'B0' | 'B3';
  readonly booked: readonly Booked[];
}

/** A payment or a refund as the shop has written it down when it took it. */
export interface Booked {
  readonly kind: 'payment' | 'refund';
  readonly ownId: string;
  readonly providerId: string;
  readonly originalOwnId: string;
  readonly originalProviderId: string;
  readonly status: 'succeeded' | 'reversed';
  readonly currency: string;
  readonly amount: string;
  /** ISO 8601 with the offset of UTC+8. */
  readonly occurredAt: string;
}

/** A week of a shop with two merchants, its Alipay, and its own books. */
export interface NightScene {
  readonly simulator: Simulator;
  readonly merchants: readonly Merchant[];
  /** Moves the time on to a moment of UTC+8, `2026-11-20T10:30`. */
  readonly advanceTo: Shop['advanceTo'];
  /** Now, by the clock of the simulator. */
  now(): number;
  close(): Promise<void>;
}

/** First day of the books. */
export const firstDay: string = weekBegins.slice(0, 10);
export const password = 'sftp-s3cret';

/**
 * Plays a week of payments, refunds and cancellations, and writes the own books down meanwhile.
 *
 * @param until - a moment; what comes later is left out.
 */
export async function playNightScene(until: string): Promise<NightScene> {
  const shop = await openShop(weekBegins, { sftp: { password }, contract: { refundMode: 'synchronous' } });
  const { simulator } = shop;
  let nowMs = epochOf(weekBegins);
  const advanceTo = async (moment: string): Promise<void> => {
    await shop.advanceTo(moment);
    nowMs = epochOf(moment);
  };
  const merchants = shop.rails.map((rail) => {
    const isTill = rail.name.startsWith('barcode');
    return {
      ...{ id: isTill ? simulator.credentials.merchantId : '1022188000000000000', booked: [] as Booked[] },
      family: isTill ? ('B0' as const) : ('B3' as const),
      rail,
    };
  });
  const rails = merchants.map(({ rail, booked }) => keepBooks(rail, booked, () => nowMs));
  await playWeek({ ...shop, rails, advanceTo }, until);
  await advanceTo(until);
  return { simulator, merchants, advanceTo, now: () => nowMs, close: shop.close };
}

/** A rail that writes down what it has done, as a shop does. */
function keepBooks(rail: PaymentRail, booked: Booked[], now: () => number): PaymentRail {
  const write = (record: Omit<Booked, 'occurredAt'>): void => {
    booked.push({
      ...record,
      occurredAt: new Date(now() + 8 * 3_600_000).toISOString().replace('Z', '+08:00'),
    });
  };
  const none = { originalOwnId: '', originalProviderId: '' };
  return {
    ...rail,
    pay: async (charge) => {
      const outcome = await rail.pay(charge);
      if (outcome.kind !== 'paid') throw new Error(`${charge.attemptId} came out as ${outcome.kind}`);
      const { currency, value } = charge.amount;
      const providerId = outcome.providerId ?? '';
      const { attemptId: ownId } = charge;
      write({ kind: 'payment', ownId, providerId, ...none, status: 'succeeded', currency, amount: value });
      return outcome;
    },
    cancel: async (request) => {
      const outcome = await rail.cancel(request);
      const index = booked.findIndex(({ ownId }) => ownId === request.attemptId);
      const payment = booked[index];
      if (payment !== undefined) booked[index] = { ...payment, status: 'reversed' };
      return outcome;
    },
    refund: async (request) => {
      const outcome = await rail.refund(request);
      if (outcome.kind !== 'refunded') throw new Error(`a refund came out as ${outcome.kind}`);
      const { refundAttemptId: ownId, providerId: originalProviderId = '', amount } = request;
      const payment = booked.find(({ providerId }) => providerId === originalProviderId);
      write({
        ...{ kind: 'refund', ownId, providerId: outcome.providerRefundId ?? '', originalProviderId },
        ...{ originalOwnId: payment?.ownId ?? '', status: 'succeeded' },
        ...{ currency: amount.currency, amount: amount.value },
      });
      return outcome;
    },
  };
}

const columns = [
  ...['kind', 'ownId', 'providerId', 'originalOwnId', 'originalProviderId'],
  ...['status', 'currency', 'amount', 'occurredAt'],
] as const;

/** Writes own books as one CSV file for each merchant and day, as the configuration of {@link writeConfiguration} names them. */
export function writeLedger(folder: string, { id, booked }: Merchant, days: readonly string[]): void {
  mkdirSync(join(folder, 'ledger', id), { recursive: true });
  for (const day of days) {
    const rows = booked.filter(({ occurredAt }) => occurredAt.startsWith(day));
    const lines = [columns, ...rows.map((row) => columns.map((name) => row[name]))];
    writeFileSync(
      join(folder, 'ledger', id, `${day}.csv`),
      lines.map((line) => `${line.join(',')}\n`).join(''),
    );
  }
}

/** Writes the configuration of a scene into a folder; the store is as YAML has it. */
export function writeConfiguration(folder: string, scene: NightScene, store: string): string {
  const { host, port, username, fingerprint } = scene.simulator.sftp ?? missing();
  const merchants = scene.merchants.map(
    ({ id, family }) => `
  - id: "${id}"
    name: ${family === 'B0' ? 'Till' : 'Wallets'}
    family: ${family}
    reports: [transaction, settlement, summary]
    booksBegin: ${firstDay}
    contract:
      settlement: T+1
      fees: [{ perMillion: 6000, onRefund: returned }]
    ledger: { csv: "ledger/{merchant}/{day}.csv" }`,
  );
  const text = `merchants:${merchants.join('')}
sftp:
  servers: [{ host: ${host}, port: ${port}, hostKey: { fingerprints: ["${fingerprint}"] } }]
  user: ${username}
  password: { env: SFTP_PASSWORD }
store: ${store}
folders: { statements: data/statements, rows: data/rows, reports: data/reports }
queue: { retryDelaySeconds: 1 }
`;
  const file = join(folder, 'alipay-intl.yaml');
  writeFileSync(file, text);
  return file;
}

function epochOf(moment: string): number {
  return Date.parse(`${moment}:00+08:00`);
}

function missing(): never {
  throw new Error('no SFTP server');
}
