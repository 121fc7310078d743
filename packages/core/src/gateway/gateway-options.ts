import { z } from 'zod';
import { checkInput } from '../check-input.ts';
import type { Clock } from '../clock.ts';
import type { KeyRingEntry } from '../keys/key-ring.ts';
import type { PrivateKeyInput } from '../keys/private-key.ts';
import type { PublicKeyInput } from '../keys/public-key.ts';
import type { RequestTimeForm } from '../timestamp.ts';
import type { HostEdition, Region, SandboxPathRule } from './endpoint.ts';
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

/** Settings of a v1 gateway. */
export interface V1GatewayOptions {
  /** The region of the contract; leave out when `baseUrl` is given. docs/wire/v1 §1.2. */
  readonly region?: Region | undefined;
  /** `global` (default) or the `older` hosts. */
  readonly hostEdition?: HostEdition | undefined;
  /** Any other address, for instance the simulator's. HTTPS, except towards this machine. */
  readonly baseUrl?: string | undefined;
  /** The client id that Alipay issued. */
  readonly clientId: string;
  /** Your private key in any form, or a signer that lives elsewhere. */
  readonly privateKey: PrivateKeyInput;
  /** Opens an encrypted private key. */
  readonly privateKeyPassphrase?: string | undefined;
  /** The version under which your public key is registered. Default `1`. */
  readonly keyVersion?: string | undefined;
  /** The Alipay public key, or several by version while they rotate. */
  readonly alipayPublicKeys: PublicKeyInput | readonly KeyRingEntry[];
  /** Whether the sandbox path is used. Default `auto`. docs/wire/v1 §1.1. */
  readonly sandboxPath?: SandboxPathRule | undefined;
  /** How `Request-Time` is written. Default `epoch-ms`. docs/wire/v1 §1.4. */
  readonly requestTimeForm?: RequestTimeForm | undefined;
  /** Milliseconds after which a call is given up as a whole. Default 15000. */
  readonly deadlineMs?: number | undefined;
  /** Put in front of the library's own User-Agent. */
  readonly userAgent?: string | undefined;
  /** Settings of the connection. */
  readonly transportOptions?: TransportOptions | undefined;
  /** Stands in for the network. `transportOptions` then have no effect. */
  readonly transport?: Transport | undefined;
  /** The time. Default: this machine's. */
  readonly clock?: Clock | undefined;
}

const gatewayOptions: z.ZodType<V1GatewayOptions> = z.strictObject({
  region: z.enum(['north-america', 'us', 'asia', 'europe']).optional(),
  hostEdition: z.enum(['global', 'older']).optional(),
  baseUrl: z.string().optional(),
  clientId: clientIdOption,
  privateKey: keyOption,
  privateKeyPassphrase: z.string().optional(),
  keyVersion: z
    .string()
    .regex(/^\d{1,9}$/, 'expected digits')
    .optional(),
  alipayPublicKeys: keyOption,
  sandboxPath: z.enum(['auto', 'on', 'off']).optional(),
  requestTimeForm: z.enum(['epoch-ms', 'iso']).optional(),
  deadlineMs: milliseconds,
  userAgent: userAgentOption.optional(),
  transportOptions: transportOption.optional(),
  transport: portOption.optional(),
  clock: portOption.optional(),
});

/**
 * Checks the settings. Unknown names are refused, because a mistyped setting would otherwise be silently ignored.
 *
 * @throws OptionError `ERR_OPTION_INVALID` naming each setting.
 */
export function checkGatewayOptions(options: V1GatewayOptions): V1GatewayOptions {
  return checkInput(gatewayOptions, options, { code: 'ERR_OPTION_INVALID', name: 'gateway configuration' });
}
