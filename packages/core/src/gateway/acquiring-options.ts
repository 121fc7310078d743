import { z } from 'zod';
import { checkInput } from '../check-input.ts';
import type { Clock } from '../clock.ts';
import type { KeyRingEntry } from '../keys/key-ring.ts';
import type { PrivateKeyInput } from '../keys/private-key.ts';
import type { PublicKeyInput } from '../keys/public-key.ts';
import type { AcquiringDialect, AcquiringDialectName } from './acquiring-dialect.ts';
import {
  clientIdOption,
  keyOption,
  milliseconds,
  portOption,
  transportOption,
  userAgentOption,
} from './option-parts.ts';
import type { Transport } from './transport.ts';
import type { TransportOptions } from './transport-options.ts';

/** Settings of an acquiring gateway. */
export interface AcquiringGatewayOptions {
  /** The documentation set that your contract follows. Default `public-2.0.4`. docs/wire/acquiring §1. */
  readonly dialect?: AcquiringDialectName | AcquiringDialect | undefined;
  /** Another address than the dialect's, with its leading path; for a sandbox or the simulator. */
  readonly baseUrl?: string | undefined;
  /** The client id that Alipay issued. */
  readonly clientId: string;
  /** Your private key in any form, or a signer that lives elsewhere. */
  readonly privateKey: PrivateKeyInput;
  /** Opens an encrypted private key. */
  readonly privateKeyPassphrase?: string | undefined;
  /** The Alipay public key, or several while they rotate. */
  readonly alipayPublicKeys: PublicKeyInput | readonly KeyRingEntry[];
  /** Paths of functions that are not in the table. */
  readonly paths?: Readonly<Record<string, string>> | undefined;
  /** How often base64 is applied to our signatures. Default `once`. docs/wire/acquiring §4.3. */
  readonly signatureEncoding?: 'once' | 'twice' | undefined;
  /** Milliseconds after which a call is given up as a whole. Default 10000. */
  readonly deadlineMs?: number | undefined;
  /** Put in front of the library's own User-Agent. */
  readonly userAgent?: string | undefined;
  /** Settings of the connection. */
  readonly transportOptions?: TransportOptions | undefined;
  /** Stands in for the network. `transportOptions` then have no effect. */
  readonly transport?: Transport | undefined;
  /** The time. Default: this machine's. */
  readonly clock?: Clock | undefined;
  /** Makes the `reqMsgId` of each sending, at most 64 characters, never the same twice. Default: a random UUID. */
  readonly createMessageId?: (() => string) | undefined;
}

const dialect: z.ZodType<AcquiringDialect> = z.strictObject({
  version: z.string().min(1).max(8),
  hash: z.enum(['sha256', 'sha1']),
  partyField: z.enum(['merchantId', 'partnerId']),
  sendsSignType: z.boolean(),
  baseUrl: z.string().or(z.undefined()),
});

const acquiringOptions: z.ZodType<AcquiringGatewayOptions> = z.strictObject({
  dialect: z.union([z.enum(['public-2.0.4', 'public-2.0.2', 'hk-2.0.0']), dialect]).optional(),
  baseUrl: z.string().optional(),
  clientId: clientIdOption.max(32),
  privateKey: keyOption,
  privateKeyPassphrase: z.string().optional(),
  alipayPublicKeys: keyOption,
  paths: z.record(z.string(), z.string().regex(/^\/[\x21\x22\x24-\x7e]*$/, 'expected a path')).optional(),
  signatureEncoding: z.enum(['once', 'twice']).optional(),
  deadlineMs: milliseconds,
  userAgent: userAgentOption.optional(),
  transportOptions: transportOption.optional(),
  transport: portOption.optional(),
  clock: portOption.optional(),
  createMessageId: z
    .custom<() => string>((value) => typeof value === 'function', 'expected a function')
    .optional(),
});

/**
 * Checks the settings. Unknown names are refused.
 *
 * @throws OptionError `ERR_OPTION_INVALID` naming each setting.
 */
export function checkAcquiringOptions(options: AcquiringGatewayOptions): AcquiringGatewayOptions {
  return checkInput(acquiringOptions, options, { code: 'ERR_OPTION_INVALID', name: 'gateway configuration' });
}
