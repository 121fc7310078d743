import { OptionError } from '../errors.ts';
import type { SignatureHash } from '../keys/signature-hash.ts';

/** One documentation set of the acquiring family: what differs between them. docs/wire/acquiring §1. */
export interface AcquiringDialect {
  /** `head.version`. */
  readonly version: string;
  /** The hash of every signature, in both directions. docs/wire/acquiring §4.2. */
  readonly hash: SignatureHash;
  /** The member that names the party that Alipay settles to. */
  readonly partyField: 'merchantId' | 'partnerId';
  /** Whether `head.signType` is sent. */
  readonly sendsSignType: boolean;
  /** Production address with its leading path; undefined where none is documented. docs/wire/acquiring §2.1. */
  readonly baseUrl: string | undefined;
}

/** Names of the documented dialects. */
export type AcquiringDialectName = 'public-2.0.4' | 'public-2.0.2' | 'hk-2.0.0';

/** The documented dialects. docs/wire/acquiring §1, §2.1, §4.2. */
export const acquiringDialects: Readonly<Record<AcquiringDialectName, AcquiringDialect>> = {
  'public-2.0.4': {
    version: '2.0.4',
    hash: 'sha256',
    partyField: 'merchantId',
    sendsSignType: true,
    baseUrl: 'https://open-sea.alipay.com/api',
  },
  'public-2.0.2': {
    version: '2.0.2',
    hash: 'sha256',
    partyField: 'partnerId',
    sendsSignType: true,
    baseUrl: 'https://open-na.alipay.com/api',
  },
  'hk-2.0.0': {
    version: '2.0.0',
    hash: 'sha1',
    partyField: 'merchantId',
    sendsSignType: false,
    baseUrl: undefined,
  },
};

/** The test gateway that is documented for AlipayHK. docs/wire/acquiring §2.1. */
export const acquiringTestBaseUrl = 'https://isupergw.alipaydev.com/isupergw';

/**
 * The address of a dialect, or the one that was given instead.
 *
 * @throws OptionError `ERR_OPTION_INVALID` where neither is known.
 */
export function acquiringBaseUrl(dialect: AcquiringDialect, given: string | undefined): string {
  const baseUrl = given ?? dialect.baseUrl;
  if (baseUrl !== undefined) return baseUrl;
  throw new OptionError('ERR_OPTION_INVALID', {
    what: 'No production address is documented for this dialect.',
    next: 'Pass the baseUrl that Alipay gave you, such as https://host/api.',
    issues: [{ path: 'baseUrl', message: 'is needed for this dialect' }],
  });
}
