import type { Received } from '@alipay-intl/notify';
import { paymentFactOf } from '@alipay-intl/notify';
import type { Store, StoreSession } from '@alipay-intl/postgres';

/** The merchant's own table. Nothing in it keeps goods from being handed over twice. */
export async function createGoods(store: Store): Promise<void> {
  await store.query('create table if not exists goods (scope text not null, payment text not null)', []);
}

/** Hands the goods of a paid payment over. */
export async function handOver(session: StoreSession, scope: string, received: Received): Promise<void> {
  await session.query('insert into goods (scope, payment) values ($1, $2)', [scope, paidPayment(received)]);
}

/** A table that takes each payment once: the effect of a handler that may run again. */
export async function createGoodsOnce(store: Store): Promise<void> {
  await store.query(
    'create table if not exists goods_once (scope text, payment text, primary key (scope, payment))',
    [],
  );
}

/** Hands the goods of a paid payment over, unless they are. */
export async function handOverOnce(session: StoreSession, scope: string, received: Received): Promise<void> {
  await session.query('insert into goods_once (scope, payment) values ($1, $2) on conflict do nothing', [
    scope,
    paidPayment(received),
  ]);
}

/** How often goods were handed over, and for how many payments. */
export interface GoodsAudit {
  readonly handedOver: number;
  readonly payments: number;
}

export async function auditGoods(
  store: Store,
  scope: string,
  table: 'goods' | 'goods_once',
): Promise<GoodsAudit> {
  const [audit] = await store.query<GoodsAudit>(
    `select count(*)::integer as "handedOver", count(distinct payment)::integer as payments
     from ${table} where scope = $1`,
    [scope],
  );
  if (audit === undefined) throw new Error('the table told nothing');
  return audit;
}

function paidPayment(received: Received): string {
  const fact = paymentFactOf(received);
  if (fact?.kind !== 'paid') throw new Error('only what is paid is handed over');
  return fact.attemptId;
}
