import type { Settings } from '../settings.ts';
import { FieldError, type FieldReader } from './field-reader.ts';
import type { PaymentOrder, Scenario, ShopFacts } from './payment.ts';

const scenarios: ReadonlySet<string> = new Set<Scenario>(['EntryCode', 'OrderCode', 'PaymentCode']);
const expiryAheadMaxMs = 30 * 60_000;

/** Reads a pay request and demands what its scenario needs (docs/wire/v1 §3.1). Throws FieldError. */
export function readPaymentOrder(fields: FieldReader, settings: Settings, nowMs: number): PaymentOrder {
  if (fields.text('productCode', 64) !== 'IN_STORE_PAYMENT') {
    throw new FieldError('productCode', 'must be IN_STORE_PAYMENT');
  }
  const scenario = readScenario(fields.child('paymentFactor'));
  const paymentMethod = fields.child('paymentMethod');
  return {
    family: 'v1',
    paymentRequestId: fields.text('paymentRequestId', 64),
    scenario,
    amount: fields.amount('paymentAmount', 1n),
    paymentMethodType: paymentMethod.text('paymentMethodType', 64),
    paymentMethodId:
      scenario === 'PaymentCode'
        ? paymentMethod.text('paymentMethodId', 128)
        : paymentMethod.optionalText('paymentMethodId', 128),
    notifyUrl: fields.url('paymentNotifyUrl', 2048),
    redirectUrl: fields.optionalUrl('paymentRedirectUrl', 2048),
    expiryMs: fields.optionalTime('paymentExpiryTime') ?? nowMs + settings.defaultExpiryMs,
    ...readOrder(fields.child('order'), scenario, settings),
  };
}

/** A closing time that was given cannot lie in the past; codes must close within 30 minutes (docs/wire/v1 §5.5). */
export function checkExpiryAhead(fields: FieldReader, scenario: Scenario, nowMs: number): void {
  const expiryMs = fields.optionalTime('paymentExpiryTime');
  if (expiryMs === undefined) return;
  if (expiryMs <= nowMs) throw new FieldError('paymentExpiryTime', 'is over');
  if (scenario !== 'PaymentCode' && expiryMs - nowMs >= expiryAheadMaxMs) {
    throw new FieldError('paymentExpiryTime', 'must be less than 30 minutes ahead');
  }
}

function readScenario(factor: FieldReader): Scenario {
  const scenario = factor.text('inStorePaymentScenario', 64);
  if (isScenario(scenario)) return scenario;
  throw new FieldError('paymentFactor.inStorePaymentScenario', 'must be PaymentCode, OrderCode or EntryCode');
}

function isScenario(text: string): text is Scenario {
  return scenarios.has(text);
}

function readOrder(
  order: FieldReader,
  scenario: Scenario,
  settings: Settings,
): Pick<PaymentOrder, 'merchantName' | 'orderDescription' | 'referenceOrderId' | 'shop'> {
  order.amount('orderAmount', 0n);
  const referenceOrderId = order.optionalText('referenceOrderId', 64) ?? '';
  const merchant = order.child('merchant');
  const shop = readShop(merchant);
  if (scenario === 'EntryCode') order.child('env').text('userAgent', 2048);
  if (scenario === 'PaymentCode' && settings.contract.terminalRequired) checkTerminal(order.child('env'));
  return {
    merchantName: merchant.text('merchantName', 256),
    orderDescription: order.text('orderDescription', 256),
    referenceOrderId,
    shop,
  };
}

function readShop(merchant: FieldReader): ShopFacts {
  const merchantId = merchant.text('referenceMerchantId', 64);
  const mcc = merchant.text('merchantMCC', 32);
  const store = merchant.child('store');
  const storeId = store.text('referenceStoreId', 32);
  const storeName = store.text('storeName', 256);
  store.text('storeMCC', 32);
  return { merchantId, mcc, storeId, storeName };
}

function checkTerminal(env: FieldReader): void {
  env.text('storeTerminalId', 64);
  if (env.optionalTime('storeTerminalRequestTime') === undefined) {
    throw new FieldError('order.env.storeTerminalRequestTime', 'is missing');
  }
}
