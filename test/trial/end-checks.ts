import type { Journal } from '@alipay-intl/payments/checkout';
import type { Account } from './account.ts';
import type { Product } from './product.ts';
import type { Shop } from './shop.ts';
import { isOpenItem, type ShopMoney, shopMoneyOf, type Told } from './shop-money.ts';
import { railOf } from './trial-rail.ts';
import { WorkerProcess } from './worker.ts';
import type { World } from './world.ts';

/** What was looked at when nothing moved any more, and what was found. */
export interface EndCounts {
  /** Payments that are charged at the gateway, each compared with what the shop was told. */
  compared: number;
  /** Those that the shop was told to leave to a person. */
  open: number;
  /** Payments and orders that were charged twice. */
  doubles: number;
  /** Charged payments with money that the shop does not know of, or lacks. */
  lost: number;
}

/** What must hold when nothing moves any more: the shop asks a worker that has just started, and compares with the real money. */
export async function checkEnd(
  world: World,
  store: Journal,
  product: Product,
  shop: Shop,
): Promise<EndCounts> {
  const process = new WorkerProcess(world, 'end', 'end', () => undefined);
  const checkout = product.createCheckout({ rail: railOf(process), journal: store, clock: process.clock() });
  const { fail, ledger, gateway } = world;
  const counts: EndCounts = { compared: 0, open: 0, doubles: 0, lost: 0 };
  const sums = new Map<string, ShopMoney>();
  for (const account of ledger.accounts.values()) {
    const outcome = await checkout.status(account.attemptId);
    checkTold(world, account, outcome, shop);
    checkRefunds(world, account, shop);
    const extraUnits = shop.plans.get(account.attemptId)?.extraUnits ?? 0n;
    const money = shopMoneyOf(account, outcome, extraUnits);
    checkMoney(world, account, money, outcome.kind, counts);
    checkCharge(world, account, extraUnits, isOpenItem(outcome), counts);
    addMoney(sums, account.currency, money);
  }
  for (const { attemptId, chargedUnits } of gateway.payments.values()) {
    if (ledger.accounts.has(attemptId)) continue;
    if (chargedUnits > 0n) counts.lost += 1;
    fail('V6 durable before sent', attemptId, 'the journal has never heard of it');
  }
  checkOrders(world, shop, counts);
  checkConservation(world, sums);
  return counts;
}

function checkTold(
  { fail }: World,
  { attemptId, end, alarms }: Account,
  { kind, openAlarms }: Told,
  shop: Shop,
): void {
  if (kind !== (end ?? 'pending')) fail('journal', attemptId, `status says ${kind}, its lines ${end}`);
  const told = openAlarms.toSorted().join(' ');
  const written = [...alarms].toSorted().join(' ');
  if (told !== written) fail('journal', attemptId, `status tells the alarms ${told}, its lines ${written}`);
  if (kind === 'pending') fail('V3 bounded time', attemptId, 'it never ended');
  const believed = shop.believed.get(attemptId);
  if (believed !== undefined && believed !== kind)
    fail('V5 ends are final', attemptId, `${kind} after ${believed}`);
}

function checkMoney(
  { gateway, fail }: World,
  { attemptId }: Account,
  { leastUnits, mostUnits }: ShopMoney,
  kind: string,
  counts: EndCounts,
): void {
  const net = gateway.netOf(attemptId);
  if (net >= leastUnits && net <= mostUnits) return;
  counts.lost += 1;
  const own = leastUnits === mostUnits ? `${leastUnits}` : `${leastUnits} to ${mostUnits}`;
  fail('V2 nothing lost', attemptId, `the shop has ${own} as ${kind}, the gateway ${net}`);
}

function checkCharge(
  { gateway, fail }: World,
  { attemptId, units }: Account,
  extraUnits: bigint,
  isOpen: boolean,
  counts: EndCounts,
): void {
  const charged = gateway.payments.get(attemptId)?.chargedUnits ?? 0n;
  if (charged === 0n) return;
  counts.compared += 1;
  if (isOpen) counts.open += 1;
  if (charged === units + extraUnits) return;
  counts.doubles += 1;
  fail('V1 one charge', attemptId, `${charged} was charged instead of ${units + extraUnits}`);
}

function addMoney(
  sums: Map<string, ShopMoney>,
  currency: string,
  { leastUnits, mostUnits }: ShopMoney,
): void {
  const sum = sums.get(currency);
  sums.set(currency, {
    leastUnits: (sum?.leastUnits ?? 0n) + leastUnits,
    mostUnits: (sum?.mostUnits ?? 0n) + mostUnits,
  });
}

/** The gateway's sums are of what moved, the shop's of what it was told. */
function checkConservation({ gateway, fail }: World, sums: ReadonlyMap<string, ShopMoney>): void {
  for (const currency of new Set([...gateway.balances.keys(), ...sums.keys()])) {
    const balance = gateway.balances.get(currency) ?? 0n;
    const { leastUnits, mostUnits } = sums.get(currency) ?? { leastUnits: 0n, mostUnits: 0n };
    if (balance >= leastUnits && balance <= mostUnits) continue;
    const open = mostUnits - leastUnits;
    const shop = `${leastUnits} and open items of up to ${open}`;
    fail('V11 conservation', undefined, `the gateway has ${currency} ${balance}, the shop ${shop}`);
  }
}

function checkRefunds({ fail, faults, gateway }: World, account: Account, shop: Shop): void {
  const { attemptId } = account;
  for (const { refundAttemptId, end } of account.refunds.values()) {
    if (end === undefined) fail('V3 bounded time', attemptId, `the refund ${refundAttemptId} never ended`);
    const believed = shop.refundsBelieved.get(refundAttemptId);
    if (believed !== undefined && believed !== end) {
      fail(
        'V5 ends are final',
        attemptId,
        `the refund ${refundAttemptId} is ${end} after ${believed} was told`,
      );
    }
    const { state } = gateway.payments.get(attemptId)?.refunds.get(refundAttemptId) ?? {};
    if ((end === 'refunded') === (state === 'done') || end === 'manual') continue;
    fail('V2 nothing lost', attemptId, `the refund ${refundAttemptId} is ${end}, at the gateway ${state}`);
  }
  const isManual = account.end === 'manual' || account.alarms.size > 0;
  if (isManual && faults.areNone)
    fail('V3 bounded time', attemptId, 'a person is asked although nothing went wrong');
}

function checkOrders({ fail, ledger, gateway }: World, shop: Shop, counts: EndCounts): void {
  for (const [orderId, accounts] of ledger.orders) {
    const paid = accounts.filter(({ attemptId }) => shop.believed.get(attemptId) === 'paid');
    const charged = accounts.filter(
      ({ attemptId, alarms, end }) => gateway.netOf(attemptId) > 0n && alarms.size === 0 && end !== 'manual',
    );
    if (paid.length <= 1 && charged.length <= 1) continue;
    counts.doubles += 1;
    fail('V1 one charge', orderId, 'two attempts of it took money');
  }
}
