import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  type AcquiringGateway,
  createAcquiringGateway,
  createV1Gateway,
  type V1Gateway,
} from '@alipay-intl/core';
import { createAcquiringVerifier, createNotificationVerifier, paymentFactOf } from '@alipay-intl/notify';
import { expressNotifications } from '@alipay-intl/notify/express';
import {
  type Alarm,
  type Checkout,
  createBarcodePayments,
  createBarcodeRail,
  createCheckout,
  createEntryCodeRail,
  createInStorePayments,
  createMemoryJournal,
  createOrderCodeRail,
  createPaymentCodeRail,
  createPreCreateRail,
  type PaymentRail,
  type RailName,
  type RailOrder,
} from '@alipay-intl/payments';
import type { PaymentNotification, PolicyChanges } from '@alipay-intl/payments/checkout';
import {
  createManualClock,
  type OperationName,
  type Simulator,
  type SimulatorOptions,
  startSimulator,
} from '@alipay-intl/simulator';
import express from 'express4';
import { routeReceiver } from '../../support/route-receiver.ts';
import { createFlowClock, type FlowClock } from './flow-clock.ts';
import { walletUserAgent } from './shop.ts';
import { key } from './till.ts';

/** An order as every rail takes it; what one does not know, it leaves aside. */
export interface CounterOrder extends RailOrder {
  readonly scannedCode: string;
  readonly closesAtMs?: number | undefined;
}

/** A merchant's counter: a checkout over one rail, real sockets, real signatures, and Alipay simulated. */
export interface Counter {
  readonly simulator: Simulator;
  readonly checkout: Checkout<CounterOrder, unknown>;
  readonly clock: FlowClock;
  readonly alarms: readonly Alarm[];
  /** What the checkout did with each verified notification. */
  readonly recorded: readonly string[];
  readonly operations: Readonly<Record<'pay' | 'query' | 'cancel' | 'refund', OperationName>>;
  close(): Promise<void>;
}

export interface CounterOptions {
  readonly simulator?: SimulatorOptions;
  readonly policy?: PolicyChanges;
  /** Puts something between the checkout and its rail. */
  readonly change?: (rail: PaymentRail<CounterOrder, unknown>) => PaymentRail<CounterOrder, unknown>;
}

const clientId = 'T_111222333';
const merchantId = 'TEST_MERCHANT';
const path = '/alipay/notify';
const merchant = {
  referenceMerchantId: 'M0001',
  merchantName: 'Example Cafe',
  merchantMCC: '5814',
  store: { referenceStoreId: 'S0001', storeName: 'Main Street', storeMCC: '5814' },
} as const;

const v1 = { pay: 'pay', query: 'inquiryPayment', cancel: 'cancel', refund: 'refund' } as const;
const acquiring = {
  pay: 'acquiring.pay',
  query: 'acquiring.payQuery',
  cancel: 'acquiring.payCancel',
  refund: 'acquiring.refund',
} as const;
const operationsOf: Readonly<Record<RailName, Counter['operations']>> = {
  'payment-code': v1,
  'entry-code': v1,
  'order-code': v1,
  barcode: acquiring,
  'pre-create': { ...acquiring, pay: 'acquiring.preCreate' },
};

export async function openCounter(name: RailName, options: CounterOptions = {}): Promise<Counter> {
  const steerable = createManualClock(Date.parse('2026-11-01T12:00:00+08:00'));
  const app = express();
  const server = await listening(app.listen(0, '127.0.0.1'));
  const notifyUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`;
  const simulator = await startSimulator({
    clock: steerable,
    magicAmounts: false,
    merchant: {
      clientId,
      merchantPublicKey: key('merchant.public.spki.pem'),
      alipayPrivateKey: key('alipay.private.pkcs8.pem'),
    },
    ...options.simulator,
    acquiring: { ...options.simulator?.acquiring, notifyUrl },
  });
  const clock = createFlowClock(steerable, () => simulator.control.settled());
  const { rail, gateway, mountNotifications } = await openRail(name, { simulator, clock, notifyUrl });
  const alarms: Alarm[] = [];
  const recorded: string[] = [];
  const checkout = createCheckout<CounterOrder, unknown>({
    rail: counted(options.change?.(rail) ?? rail, clock),
    journal: createMemoryJournal(clock),
    clock,
    policy: { callDeadlineMs: 1_000, ...options.policy },
    onAlarm: (alarm) => alarms.push(alarm),
  });
  mountNotifications(app, async (notification) => {
    if (notification === undefined) return;
    const { kind } = await checkout.recordNotification(notification);
    recorded.push(kind);
    // Not acknowledged, so it comes again.
    if (kind === 'unknown-payment') throw new Error('no such payment');
  });
  app.use(((_error, _request, response, next) => {
    if (response.headersSent) next();
    else response.status(500).end();
  }) satisfies import('express').ErrorRequestHandler);
  return {
    simulator,
    checkout,
    clock,
    alarms,
    recorded,
    operations: operationsOf[name],
    close: async () => {
      await gateway.close();
      await simulator.close();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    },
  };
}

interface Setting {
  readonly simulator: Simulator;
  readonly clock: FlowClock;
  readonly notifyUrl: string;
}
type Record1 = (notification: PaymentNotification | undefined) => Promise<void>;
interface OpenedRail {
  readonly rail: PaymentRail<CounterOrder, unknown>;
  readonly gateway: V1Gateway | AcquiringGateway;
  readonly mountNotifications: (app: express.Express, record: Record1) => void;
}

function openRail(name: RailName, setting: Setting): Promise<OpenedRail> {
  return operationsOf[name].query === 'inquiryPayment' ? openV1(name, setting) : openAcquiring(name, setting);
}

async function openV1(name: RailName, { simulator, clock, notifyUrl }: Setting): Promise<OpenedRail> {
  const gateway = await createV1Gateway({
    baseUrl: simulator.url,
    clientId,
    privateKey: key('merchant.private.pkcs8.pem'),
    alipayPublicKeys: simulator.credentials.alipayPublicKey,
    clock,
  });
  const payments = createInStorePayments(gateway, { clock });
  const settings = { merchant, paymentNotifyUrl: notifyUrl };
  const verifier = createNotificationVerifier({ clientId, keyRing: gateway.keyRing, path });
  return {
    rail: v1Rail(),
    gateway,
    mountNotifications: (app, record) => {
      app.post(
        path,
        expressNotifications(
          routeReceiver({
            verifiers: { v1: verifier },
            clock,
            onNotification: (received) => record(paymentFactOf(received)),
          }),
        ),
      );
    },
  };

  function v1Rail(): OpenedRail['rail'] {
    if (name === 'payment-code') {
      return createPaymentCodeRail(payments, { ...settings, storeTerminalId: 'T1', clock });
    }
    if (name === 'order-code') {
      const rail = createOrderCodeRail(payments, settings);
      return { ...rail, pay: (order, call) => rail.pay(later(order), call) };
    }
    const rail = createEntryCodeRail(payments, settings);
    const env = { userAgent: walletUserAgent };
    return { ...rail, pay: (order, call) => rail.pay({ ...later(order), env }, call) };
  }
}

async function openAcquiring(name: RailName, { simulator, clock, notifyUrl }: Setting): Promise<OpenedRail> {
  const privateKey = key('merchant.private.pkcs8.pem');
  const gateway = await createAcquiringGateway({
    baseUrl: `${simulator.url}/api`,
    clientId,
    privateKey,
    alipayPublicKeys: simulator.credentials.alipayPublicKey,
    clock,
  });
  const payments = createBarcodePayments(gateway, { merchantId });
  const verifier = await createAcquiringVerifier({
    clientId,
    merchantId,
    keyRing: gateway.keyRing,
    privateKey,
    clock,
  });
  const preCreate = createPreCreateRail(payments, { notifyUrl });
  return {
    rail:
      name === 'barcode'
        ? createBarcodeRail(payments)
        : { ...preCreate, pay: (order, call) => preCreate.pay(later(order), call) },
    gateway,
    mountNotifications: (app, record) => {
      app.post(
        path,
        expressNotifications(
          routeReceiver({
            verifiers: { acquiring: verifier },
            clock,
            onNotification: (received) => record(paymentFactOf(received)),
          }),
        ),
      );
    },
  };
}

function later({ scannedCode: _code, ...order }: CounterOrder): RailOrder & { readonly closesAtMs: number } {
  return { ...order, closesAtMs: order.closesAtMs ?? Number.NaN };
}

/** Time stands still while a call is on its way. */
function counted(
  rail: PaymentRail<CounterOrder, unknown>,
  { during }: FlowClock,
): PaymentRail<CounterOrder, unknown> {
  return {
    name: rail.name,
    pay: (order, call) => during(rail.pay(order, call)),
    query: (reference, call) => during(rail.query(reference, call)),
    cancel: (reference, call) => during(rail.cancel(reference, call)),
    refund: (refund, call) => during(rail.refund(refund, call)),
  };
}

async function listening(server: Server): Promise<Server> {
  if (!server.listening) await new Promise((resolve) => server.once('listening', resolve));
  return server;
}
