export {
  type AcquiringDialect,
  type AcquiringDialectName,
  acquiringDialects,
  acquiringTestBaseUrl,
} from './dialects.ts';
export type { AcquiringFunction } from './gateway/acquiring-functions.ts';
export {
  type AcquiringGateway,
  type AcquiringRequest,
  createAcquiringGateway,
} from './gateway/acquiring-gateway.ts';
export type { AcquiringGatewayOptions } from './gateway/acquiring-options.ts';
export { gatewayHosts, type HostEdition, type Region, type SandboxPathRule } from './gateway/endpoint.ts';
export type {
  AnsweredExchange,
  Exchange,
  ExchangeFacts,
  LostExchange,
  UnprovenExchange,
} from './gateway/exchange.ts';
export {
  type ExchangeEndEvent,
  type ExchangeStartEvent,
  exchangeChannels,
} from './gateway/exchange-events.ts';
export type { V1GatewayOptions } from './gateway/gateway-options.ts';
export type { Transport, TransportReply, TransportRequest } from './gateway/transport.ts';
export { type TransportOptions, transportDefaults } from './gateway/transport-options.ts';
export { createV1Gateway, type ExchangeRequest, type V1Gateway } from './gateway/v1-gateway.ts';
