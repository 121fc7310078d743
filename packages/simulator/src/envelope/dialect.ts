/** Name of a documentation set of the family: version, settlement party and hash differ (docs/wire/acquiring §1). */
export type DialectName = 'public-2.0.4' | 'public-2.0.2' | 'hk-2.0.0';

/** What a dialect decides. */
export interface Dialect {
  /** `head.version`. */
  readonly version: string;
  /** Member of the body that names the party that Alipay settles to. */
  readonly partyField: 'merchantId' | 'partnerId';
  readonly partyLengthMax: number;
  /** Hash of the signature; it is never taken from a message (docs/wire/acquiring §4.2). */
  readonly hash: 'sha256' | 'sha1';
  /** Values that `head.signType` may have; `undefined` where the head has no such member. */
  readonly signTypes: ReadonlySet<string> | undefined;
  /** Longest `identityCode` (docs/wire/acquiring §6.1). */
  readonly identityCodeMax: number;
  /** Whether the notification of a failure names `merchantTransId` (docs/wire/acquiring §6.6). */
  readonly isFailureNamed: boolean;
}

const rsa2: ReadonlySet<string> = new Set(['RSA2', 'SHA256']);

/** The dialects by name. */
export const dialects: Readonly<Record<DialectName, Dialect>> = {
  'public-2.0.4': {
    version: '2.0.4',
    partyField: 'merchantId',
    partyLengthMax: 64,
    hash: 'sha256',
    signTypes: rsa2,
    identityCodeMax: 64,
    isFailureNamed: false,
  },
  'public-2.0.2': {
    version: '2.0.2',
    partyField: 'partnerId',
    partyLengthMax: 32,
    hash: 'sha256',
    signTypes: rsa2,
    identityCodeMax: 64,
    isFailureNamed: false,
  },
  'hk-2.0.0': {
    version: '2.0.0',
    partyField: 'merchantId',
    partyLengthMax: 64,
    hash: 'sha1',
    signTypes: undefined,
    identityCodeMax: 65_535,
    isFailureNamed: true,
  },
};
