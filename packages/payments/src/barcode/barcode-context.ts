import type { AcquiringFunction, AcquiringGateway, Exchange } from '@alipay-intl/core/gateway';
import type { RequestIdGuard } from '../request-id-guard.ts';
import type { BarcodeCallOptions } from './requests.ts';
import type { StateReading } from './state-words.ts';

/** What every barcode operation works with. */
export interface BarcodeContext {
  readonly gateway: AcquiringGateway;
  readonly merchantId: string;
  readonly guard: RequestIdGuard;
  readonly stateReading: StateReading;
}

/** Sends one function with the party that Alipay settles to, under the name that the dialect gives it. */
export function sendFunction(
  { gateway, merchantId }: BarcodeContext,
  name: AcquiringFunction,
  call: { readonly body: object; readonly options: BarcodeCallOptions },
): Promise<Exchange> {
  const body = { [gateway.dialect.partyField]: merchantId, ...call.body };
  return gateway.exchange({ function: name, body, ...call.options });
}
