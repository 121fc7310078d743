// A process of a shop: takes payments without pause until it is killed.
import { createAcquiringGateway, createV1Gateway } from '@alipay-intl/core';
import { isAlipayError, TransportError } from '@alipay-intl/core/errors';
import { createAcquiringVerifier, createNotificationVerifier } from '@alipay-intl/notify';
import {
  createBarcodePayments,
  createBarcodeRail,
  createInStorePayments,
  createPaymentCodeRail,
} from '@alipay-intl/payments';
import {
  type Checkout,
  createCheckout,
  type JournalListing,
  type PaymentNotification,
} from '@alipay-intl/payments/checkout';
import type { PaymentRail, RailCharge } from '@alipay-intl/payments/rail';
import { createPostgresJournal } from '@alipay-intl/postgres';
import { openPostgresStore } from '@alipay-intl/postgres/pg';
import { openPgliteStore } from '@alipay-intl/postgres/pglite';
import { createFastClock } from './fast-clock.ts';
import { listenForNotifications, paymentOf } from './listen-for-notifications.ts';
import type { TillCommand, TillMessage, TillSetting } from './till-messages.ts';

const setting: TillSetting = JSON.parse(process.argv[2] ?? '{}');
const clock = createFastClock(setting.time);
const path = '/alipay/notify';
// Of calls over real sockets, so real time.
const callDeadlineMs = 1_000;
let isTaking = true;

/** Waits until it is with the parent, so that what was told was told. */
function tell(message: TillMessage): Promise<void> {
  return new Promise((resolve) => {
    if (process.send === undefined) throw new Error('This program is started by its parent.');
    process.send(message, () => resolve());
  });
}

const merchant = {
  referenceMerchantId: 'M0001',
  merchantName: 'Example Cafe',
  merchantMCC: '5814',
  store: { referenceStoreId: 'S0001', storeName: 'Main Street', storeMCC: '5814' },
} as const;

type Receive = (notification: PaymentNotification | undefined) => Promise<void>;

interface Opened {
  readonly rail: PaymentRail;
  readonly listen: (receive: Receive) => void;
}

async function openV1(): Promise<Opened> {
  const { clientId, privateKey, alipayPublicKey: alipayPublicKeys, simulatorUrl: baseUrl } = setting;
  const gateway = await createV1Gateway({ baseUrl, clientId, privateKey, alipayPublicKeys, clock });
  const payments = createInStorePayments(gateway, { clock });
  const paymentNotifyUrl = `http://127.0.0.1:${setting.port}${path}`;
  const verifier = createNotificationVerifier({ clientId, keyRing: gateway.keyRing, path });
  return {
    rail: createPaymentCodeRail(payments, { merchant, paymentNotifyUrl, storeTerminalId: 'T1', clock }),
    listen: (receive) =>
      listenForNotifications(setting.port, verifier, ({ notification }) => receive(paymentOf(notification))),
  };
}

async function openBarcode(): Promise<Opened> {
  const { clientId, merchantId, privateKey, alipayPublicKey: alipayPublicKeys } = setting;
  const baseUrl = `${setting.simulatorUrl}/api`;
  const gateway = await createAcquiringGateway({ baseUrl, clientId, privateKey, alipayPublicKeys, clock });
  const { keyRing } = gateway;
  const verifier = await createAcquiringVerifier({ clientId, merchantId, keyRing, privateKey, clock });
  return {
    rail: createBarcodeRail(createBarcodePayments(gateway, { merchantId })),
    listen: (receive) =>
      listenForNotifications(setting.port, verifier, ({ notification }) => receive(paymentOf(notification))),
  };
}

/** Codes and how often they come. */
const codes: readonly (readonly [keyof TillSetting['codes'], number])[] = [
  ['paysAtOnce', 8],
  ['waitsForWallet', 5],
  ['unknownButPaid', 3],
  ['unknownAndFailed', 1],
  ['unknownThenWaits', 2],
  ['balanceNotEnough', 2],
];
const mix = codes.flatMap(([name, count]) => Array.from({ length: count }, () => name));

async function till(checkout: Checkout<RailCharge>, name: string): Promise<void> {
  for (let number = 1; isTaking; number += 1) {
    const orderId = `o-${setting.start}-${name}-${number}`;
    for (let attempt = 1; attempt <= 3 && isTaking; attempt += 1) {
      const end = await sell(checkout, orderId, `${orderId}-${attempt}`);
      if (end !== 'declined' && end !== 'reversed') break;
    }
  }
}

async function sell(checkout: Checkout<RailCharge>, orderId: string, attemptId: string): Promise<string> {
  const code = mix[Math.floor(Math.random() * mix.length)] ?? 'paysAtOnce';
  const amount = { currency: 'SGD', value: String(100 + Math.floor(Math.random() * 900)) };
  await tell({ kind: 'begun', attemptId, waits: code === 'waitsForWallet' || code === 'unknownThenWaits' });
  const charge = { attemptId, orderId, description: 'Coffee', amount, scannedCode: setting.codes[code] };
  try {
    const outcome = await checkout.collect(charge);
    await tell({ kind: 'told', attemptId, end: outcome.kind });
    if (outcome.kind === 'paid' && Math.random() < 0.4)
      await giveBack(checkout, attemptId, Number(amount.value));
    return outcome.kind;
  } catch (error) {
    // On a busy machine the time of a call may run out before anything of it is sent.
    if (!isUnsentTimeout(error)) await tell({ kind: 'failed', attemptId, ...failure(error) });
    // A store that is away is not asked without pause.
    await clock.sleep(5_000);
    return 'failed';
  }
}

async function giveBack(checkout: Checkout<RailCharge>, attemptId: string, paid: number): Promise<void> {
  const parts = Math.random() < 0.5 ? [paid] : [Math.ceil(paid / 3), paid - Math.ceil(paid / 3)];
  for (const [index, part] of parts.entries()) {
    const refundAttemptId = `${attemptId}-r${index + 1}`;
    const amount = { currency: 'SGD', value: String(part) };
    const refund = await checkout.refund({ attemptId, refundAttemptId, amount });
    await tell({ kind: 'refund told', attemptId, refundAttemptId, end: refund.kind });
    if (refund.kind !== 'refunded') return;
  }
}

function isUnsentTimeout(error: unknown): boolean {
  return error instanceof TransportError && error.code === 'ERR_TRANSPORT_TIMEOUT' && !error.bytesMayHaveLeft;
}

function failure(error: unknown): { readonly code: string; readonly text: string } {
  return { code: isAlipayError(error) ? error.code : 'untyped', text: String(error) };
}

async function all(checkout: Checkout<RailCharge>): Promise<JournalListing[]> {
  const found: JournalListing[] = [];
  for (const only of ['open', 'paid', 'declined', 'reversed', 'manual'] as const) {
    let afterAttemptId: string | undefined;
    do {
      const page = await checkout.list({ only, limit: 1_000, afterAttemptId });
      found.push(...page);
      afterAttemptId = page.length === 1_000 ? page.at(-1)?.attemptId : undefined;
    } while (afterAttemptId !== undefined);
  }
  return found;
}

/** While something is being sent, its payment is due at no time; so it must be quiet for longer than a call takes. */
async function waitForRest(checkout: Checkout<RailCharge>): Promise<void> {
  let quietSinceMs = clock.now();
  while (clock.now() - quietSinceMs < 2 * callDeadlineMs * setting.time.speed) {
    const payments = await all(checkout);
    const isQuiet = payments.every(({ state, wakeAtMs }) => state !== 'open' && wakeAtMs === undefined);
    if (!isQuiet) quietSinceMs = clock.now();
    await clock.sleep(5_000);
  }
  await tell({ kind: 'at rest' });
}

async function tellAll(checkout: Checkout<RailCharge>): Promise<void> {
  for (const { attemptId } of await all(checkout)) {
    const [events, { kind, openAlarms }] = await Promise.all([
      checkout.history(attemptId),
      checkout.status(attemptId),
    ]);
    await tell({ kind: 'history', attemptId, events, outcome: kind, openAlarms });
  }
  await tell({ kind: 'all told' });
}

const [{ rail, listen }, store] = await Promise.all([
  setting.family === 'v1' ? openV1() : openBarcode(),
  setting.store.kind === 'pglite' ? openPgliteStore(setting.store) : openPostgresStore(setting.store),
]);
const openedMs = performance.now();
const checkout = createCheckout({
  rail,
  journal: createPostgresJournal(store, { scope: 'kills', clock }),
  clock,
  worker: 'till',
  policy: { callDeadlineMs, lookBacksMs: [30_000, 60_000] },
  leaseMs: 300_000,
});
await checkout.recover({ concurrency: 32 });
const sinceOpenMs = performance.now() - openedMs;
const states: Record<string, string> = {};
const sinceStartMs = process.uptime() * 1_000;
const { user, system } = process.cpuUsage();
const computeMs = (user + system) / 1_000;
for (const attemptId of setting.ask) {
  states[attemptId] = await checkout.status(attemptId).then(
    ({ kind }) => kind,
    (error: unknown) => failure(error).code,
  );
}

listen(async (notification) => {
  if (notification === undefined) return;
  const { kind } = await checkout.recordNotification(notification);
  // Not acknowledged, so it comes again.
  if (kind === 'unknown-payment') throw new Error('no such payment');
});

await tell({ kind: 'recovered', sinceStartMs, sinceOpenMs, computeMs, states });
void checkout.keepRecovering({
  signal: new AbortController().signal,
  everyMs: 2_000,
  concurrency: 32,
  onError: (error) => void tell({ kind: 'failed', attemptId: '', ...failure(error) }),
});
process.on('message', (command: TillCommand) => {
  if (command === 'tell all') void tellAll(checkout);
  else isTaking = false;
});
const tills = Array.from({ length: setting.tills }, (_, index) => till(checkout, `t${index}`));
await Promise.all(tills);
await waitForRest(checkout);
