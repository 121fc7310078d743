import type { BarcodePayments } from '../barcode/barcode-payments.ts';
import { acquiringVerbs } from './acquiring-verbs.ts';
import type { BarcodeRailOptions } from './barcode-rail.ts';
import type { PaymentRail } from './payment-rail.ts';
import { checkClosingTime, type PlacedOrder } from './placed-order.ts';

/**
 * An order whose code the buyer scans, or which a buyer places behind a static entry code. No member of the request tells
 * Alipay its closing time, so whoever drives it has to cancel it then, as the checkout does. docs/wire/acquiring §6.5.
 */
export interface PreCreateCharge extends PlacedOrder {
  /** The page that the buyer sees after paying; it proves nothing. */
  readonly redirectUrl?: string | undefined;
  /** Behind an entry code: the User-Agent header of the page request, unchanged. */
  readonly userAgent?: string | undefined;
  /** Strongly recommended. docs/wire/acquiring §5.6. */
  readonly riskInfo?: object | undefined;
}

/** What every order of a shop has in common. */
export interface PreCreateRailOptions extends BarcodeRailOptions {
  /** Where the notifications go. */
  readonly notifyUrl?: string | undefined;
}

/** What the buyer needs to pay. */
export interface PreCreatedCode {
  /** Draw it as a QR code, or, behind an entry code, send the buyer there. */
  readonly qrText: string;
}

/** Places orders over the acquiring family and returns the code that the buyer scans. docs/wire/acquiring §6.5. */
export function createPreCreateRail(
  payments: BarcodePayments,
  options: PreCreateRailOptions = {},
): PaymentRail<PreCreateCharge, PreCreatedCode> {
  const { seller, settleContractId, isvAccessToken, notifyUrl } = options;
  return {
    name: 'pre-create',
    async pay(charge, call) {
      checkClosingTime(charge);
      const { attemptId, orderId, description, amount, redirectUrl, userAgent, riskInfo } = charge;
      const outcome = await payments.preCreate(
        {
          merchantTransId: attemptId,
          settleContractId,
          notifyUrl,
          merchantRedirectUrl: redirectUrl,
          sceneType: userAgent === undefined ? undefined : 'THIRDPARTYQRCODE',
          userAgent,
          riskInfo,
          order: { orderAmount: amount, orderTitle: description, orderDetail: orderId, seller },
        },
        { ...call, isvAccessToken },
      );
      if (outcome.kind !== 'placed') return outcome;
      const { orderQrCode, transaction, proof } = outcome;
      return {
        kind: 'placed',
        handover: { qrText: orderQrCode },
        providerId: transaction.acquirementId,
        proof,
      };
    },
    ...acquiringVerbs(payments, isvAccessToken),
  };
}
