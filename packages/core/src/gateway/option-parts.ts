import { z } from 'zod';
import type { TransportOptions } from './transport-options.ts';

// The pieces that the configurations of both gateways are checked with.

/** A time limit, where one is given. */
export const milliseconds: z.ZodOptional<z.ZodInt> = z.int().min(1).max(600_000).optional();

/** A client id. docs/wire/v1 §1.3, docs/wire/acquiring §3.2. */
export const clientIdOption: z.ZodString = z
  .string()
  .regex(/^[\x21-\x7e]+$/, 'expected printable ASCII without blanks')
  .max(128);

/** A key in any form; what it is comes out when it is imported. */
export const keyOption: z.ZodType<never> = z.custom<never>((value) => value !== undefined, 'is missing');

/** A port: an object of functions. */
export const portOption: z.ZodType<never> = z.custom<never>(
  (value) => typeof value === 'object' && value !== null,
  'expected an object',
);

/** Text in front of the library's own User-Agent. */
export const userAgentOption: z.ZodString = z
  .string()
  .regex(/^[\x20-\x7e]{1,200}$/, 'expected printable ASCII');

/** Settings of the connection. */
export const transportOption: z.ZodType<TransportOptions> = z.strictObject({
  connectionsMax: z.int().min(1).max(10_000).optional(),
  connectTimeoutMs: milliseconds,
  headersTimeoutMs: milliseconds,
  bodyTimeoutMs: milliseconds,
  keepAliveMs: milliseconds,
  responseBytesMax: z.int().min(1024).max(1_073_741_824).optional(),
  proxy: z.union([z.literal(['environment', 'none']), z.url({ protocol: /^https?$/ })]).optional(),
  ca: z.union([z.string(), z.array(z.string())]).optional(),
});
