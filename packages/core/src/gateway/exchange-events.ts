import { channel } from 'node:diagnostics_channel';
import type { Exchange } from './exchange.ts';

/** Published on `alipay-intl:exchange:start` before a call is signed. Holds no body and no secret. */
export interface ExchangeStartEvent {
  /** Counts up within this process; the end event carries the same number. */
  readonly exchangeId: number;
  /** The path that is sent, sandbox rewriting included. */
  readonly path: string;
  readonly origin: string;
  readonly clientId: string;
  /** Epoch milliseconds. */
  readonly startedAtMs: number;
  readonly requestBytes: number;
}

/** Published on `alipay-intl:exchange:end` when a call is over. Holds no body and no secret. */
export interface ExchangeEndEvent extends ExchangeStartEvent {
  /** What came of it; `failed` for a call that was stopped before a byte left. */
  readonly kind: Exchange['kind'] | 'failed';
  readonly durationMs: number;
  readonly httpStatus: number | undefined;
  readonly resultStatus: string | undefined;
  readonly resultCode: string | undefined;
  readonly errorCode: string | undefined;
  readonly keyVersion: string | undefined;
  readonly traceId: string | undefined;
}

/** Names of the `diagnostics_channel` channels, for a bridge to OpenTelemetry or a log. */
export const exchangeChannels = {
  start: 'alipay-intl:exchange:start',
  end: 'alipay-intl:exchange:end',
} as const;

const startChannel = channel(exchangeChannels.start);
const endChannel = channel(exchangeChannels.end);
let exchangesSoFar = 0;

/** Publishes the start of an exchange and returns what publishes its end. */
export function announceExchange(
  facts: Omit<ExchangeStartEvent, 'exchangeId'>,
): (
  outcome: Exchange | { readonly kind: 'failed'; readonly durationMs: number; readonly code: string },
) => void {
  exchangesSoFar += 1;
  const start: ExchangeStartEvent = { exchangeId: exchangesSoFar, ...facts };
  if (startChannel.hasSubscribers) startChannel.publish(start);
  return (outcome) => {
    if (endChannel.hasSubscribers)
      endChannel.publish({ ...start, ...endFacts(outcome) } satisfies ExchangeEndEvent);
  };
}

function endFacts(
  outcome: Exchange | { readonly kind: 'failed'; readonly durationMs: number; readonly code: string },
): Omit<ExchangeEndEvent, keyof ExchangeStartEvent> {
  const answered = outcome.kind === 'answered' ? outcome : undefined;
  const error = 'error' in outcome ? outcome.error.code : undefined;
  return {
    kind: outcome.kind,
    durationMs: outcome.durationMs,
    httpStatus: 'httpStatus' in outcome ? outcome.httpStatus : undefined,
    resultStatus: answered?.result.resultStatus,
    resultCode: answered?.result.resultCode,
    errorCode: 'code' in outcome ? outcome.code : error,
    keyVersion: answered?.verifiedBy.keyVersion,
    traceId: 'traceId' in outcome ? outcome.traceId : undefined,
  };
}
