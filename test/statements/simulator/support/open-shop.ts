import { readFileSync } from 'node:fs';
import { createAcquiringGateway, createV1Gateway } from '@alipay-intl/core';
import {
  createBarcodePayments,
  createBarcodeRail,
  createInStorePayments,
  createPaymentCodeRail,
  type PaymentRail,
} from '@alipay-intl/payments';
import {
  createManualClock,
  type SftpFacts,
  type Simulator,
  type SimulatorOptions,
  startSimulator,
} from '@alipay-intl/simulator';

/** A shop that takes payments over both APIs, and the Alipay that it fetches its statements from. */
export interface Shop {
  readonly simulator: Simulator;
  readonly sftp: SftpFacts;
  readonly rails: readonly PaymentRail[];
  /** Moves the time on to a moment of UTC+8, `2026-11-20T10:30`. */
  advanceTo(moment: string): Promise<void>;
  close(): Promise<void>;
}

const clientId = 'T_111222333';
const merchant = {
  referenceMerchantId: 'M0001',
  merchantName: 'Example Cafe',
  merchantMCC: '5814',
  store: { referenceStoreId: 'S0001', storeName: 'Main Street', storeMCC: '5814' },
} as const;

const key = (name: string): string =>
  readFileSync(new URL(`../../../vectors/keys/${name}`, import.meta.url), 'utf8');

export async function openShop(startsAt: string, options: SimulatorOptions): Promise<Shop> {
  const clock = createManualClock(epochOf(startsAt));
  const simulator = await startSimulator({
    clock,
    magicAmounts: false,
    notifications: 'off',
    sftp: true,
    merchant: {
      clientId,
      merchantPublicKey: key('merchant.public.spki.pem'),
      alipayPrivateKey: key('alipay.private.pkcs8.pem'),
    },
    ...options,
  });
  const { sftp, url, credentials } = simulator;
  if (sftp === undefined) throw new Error('no SFTP server');
  const settings = {
    clientId,
    privateKey: key('merchant.private.pkcs8.pem'),
    alipayPublicKeys: credentials.alipayPublicKey,
    clock,
  };
  const v1 = await createV1Gateway({ baseUrl: url, ...settings });
  const acquiring = await createAcquiringGateway({ baseUrl: `${url}/api`, ...settings });
  return {
    simulator,
    sftp,
    rails: [
      createPaymentCodeRail(createInStorePayments(v1, { clock }), {
        ...{ merchant, clock, storeTerminalId: 'T1', paymentNotifyUrl: 'https://shop.example/notify' },
      }),
      createBarcodeRail(createBarcodePayments(acquiring, { merchantId: credentials.merchantId })),
    ],
    advanceTo: (moment) => simulator.control.advance(epochOf(moment) - clock.now()),
    close: async () => {
      await v1.close();
      await acquiring.close();
      await simulator.close();
    },
  };
}

function epochOf(moment: string): number {
  return Date.parse(`${moment}:00+08:00`);
}
