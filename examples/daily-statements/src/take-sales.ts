import { amountFromDecimal, createAcquiringGateway } from '@alipay-intl/core';
import { createBarcodePayments, createBarcodeRail, createRequestId } from '@alipay-intl/payments';
import { type Simulator, testPaymentCodes } from '@alipay-intl/simulator';

/** A day at the till: three sales, one of which is refunded in part. */
export async function takeSales({ url, credentials }: Simulator): Promise<void> {
  const { clientId, merchantId, merchantPrivateKey = '', alipayPublicKey } = credentials;
  const gateway = await createAcquiringGateway({
    baseUrl: `${url}/api`,
    clientId,
    privateKey: merchantPrivateKey,
    alipayPublicKeys: alipayPublicKey,
  });
  const rail = createBarcodeRail(createBarcodePayments(gateway, { merchantId }));
  try {
    for (const [index, price] of ['5.99', '12.50', '73.00'].entries()) {
      const outcome = await rail.pay({
        attemptId: createRequestId(),
        orderId: `order-${index + 1}`,
        description: 'Coffee and cake',
        amount: amountFromDecimal('USD', price),
        scannedCode: testPaymentCodes.paysAtOnce,
      });
      if (outcome.kind !== 'paid') throw new Error(`A sale came out as ${outcome.kind}.`);
      if (index > 0) continue;
      const amount = amountFromDecimal('USD', '2.00');
      const { providerId = '' } = outcome;
      const refund = await rail.refund({ refundAttemptId: createRequestId(), providerId, amount });
      if (refund.kind !== 'refunded') throw new Error(`The refund came out as ${refund.kind}.`);
    }
  } finally {
    await gateway.close();
  }
}
