import type { Journal } from '@alipay-intl/payments/checkout';
import { type Account, refundedUnits } from './account.ts';
import type { Product } from './product.ts';
import type { Shop } from './shop.ts';
import { railOf } from './trial-rail.ts';
import { WorkerProcess } from './worker.ts';
import type { World } from './world.ts';

/** What must hold when nothing moves any more: the shop asks a worker that has just started, and compares with the real money. */
export async function checkEnd(world: World, store: Journal, product: Product, shop: Shop): Promise<void> {
  const process = new WorkerProcess(world, 'end', 'end', () => undefined);
  const checkout = product.createCheckout({ rail: railOf(process), journal: store, clock: process.clock() });
  const { fail, ledger, gateway } = world;
  let gatewayUnits = 0n;
  let shopUnits = 0n;
  for (const account of ledger.accounts.values()) {
    const { attemptId } = account;
    const outcome = await checkout.status(attemptId);
    checkTold(world, account, outcome, shop);
    checkRefunds(world, account, shop);
    gatewayUnits += gateway.netOf(attemptId);
    shopUnits += unitsOf(world, account, outcome);
  }
  for (const { attemptId } of gateway.payments.values()) {
    if (!ledger.accounts.has(attemptId))
      fail('V6 durable before sent', attemptId, 'the journal has never heard of it');
  }
  checkOrders(world, shop);
  if (gatewayUnits === shopUnits) return;
  fail('V11 conservation', undefined, `the gateway has ${gatewayUnits}, the shop ${shopUnits}`);
}

function checkTold(
  { fail }: World,
  { attemptId, end }: Account,
  { kind }: { kind: string },
  shop: Shop,
): void {
  if (kind !== (end ?? 'pending')) fail('journal', attemptId, `status says ${kind}, its lines ${end}`);
  if (kind === 'pending') fail('V3 bounded time', attemptId, 'it never ended');
  const believed = shop.believed.get(attemptId);
  if (believed !== undefined && believed !== kind)
    fail('V5 ends are final', attemptId, `${kind} after ${believed}`);
}

type Told = Awaited<ReturnType<ReturnType<Product['createCheckout']>['status']>>;

/** What the shop has of a payment. What is open is somebody's work, and counts for what it turns out to be. */
function unitsOf({ gateway, fail }: World, account: Account, { kind, openAlarms }: Told): bigint {
  const net = gateway.netOf(account.attemptId);
  if (kind === 'manual' || openAlarms.length > 0) return net;
  // Money that came after the end and was given back is none.
  const own = kind === 'paid' ? account.units - refundedUnits(account, 'refunded') : 0n;
  if (net !== own) {
    fail('V2 nothing lost', account.attemptId, `the shop has ${own} as ${kind}, the gateway ${net}`);
  }
  return own;
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

function checkOrders({ fail, ledger, gateway }: World, shop: Shop): void {
  for (const [orderId, accounts] of ledger.orders) {
    const paid = accounts.filter(({ attemptId }) => shop.believed.get(attemptId) === 'paid');
    const charged = accounts.filter(
      ({ attemptId, alarms, end }) => gateway.netOf(attemptId) > 0n && alarms.size === 0 && end !== 'manual',
    );
    if (paid.length > 1 || charged.length > 1)
      fail('V1 one charge', orderId, 'two attempts of it took money');
  }
}
