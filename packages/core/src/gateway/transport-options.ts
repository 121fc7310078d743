/** Settings of the connection. Times in milliseconds. */
export interface TransportOptions {
  /** Connections kept to the gateway at most. Default 64. */
  readonly connectionsMax?: number | undefined;
  /** Time for DNS, TCP and TLS. Default 5000. */
  readonly connectTimeoutMs?: number | undefined;
  /** Time from the request to the answer's headers. Left out: the call's deadline, which always holds. */
  readonly headersTimeoutMs?: number | undefined;
  /** Time between two pieces of the answer's body. Left out: the call's deadline, which always holds. */
  readonly bodyTimeoutMs?: number | undefined;
  /** How long an idle connection is kept. Default 4000. */
  readonly keepAliveMs?: number | undefined;
  /** Size of an answer at most, in bytes. Default 1 MiB. */
  readonly responseBytesMax?: number | undefined;
  /**
   * `environment`: as HTTPS_PROXY, HTTP_PROXY and NO_PROXY say (the default). `none`: never. Or the URL of a proxy.
   * A gateway on this machine, such as the simulator, is always called directly.
   */
  readonly proxy?: string | undefined;
  /** PEM certificates of additional authorities, beside those that Node trusts. */
  readonly ca?: string | readonly string[] | undefined;
}

type FollowsTheCall = 'headersTimeoutMs' | 'bodyTimeoutMs';

/** {@link TransportOptions} with nothing left open but what follows each call. */
export type TransportSettings = {
  readonly [Name in Exclude<keyof TransportOptions, 'ca' | FollowsTheCall>]-?: NonNullable<
    TransportOptions[Name]
  >;
} & { readonly [Name in FollowsTheCall]: number | undefined } & Pick<TransportOptions, 'ca'>;

/** The defaults of {@link TransportOptions}; `undefined` stands for the deadline of each call. */
export const transportDefaults: TransportSettings = {
  connectionsMax: 64,
  connectTimeoutMs: 5_000,
  headersTimeoutMs: undefined,
  bodyTimeoutMs: undefined,
  keepAliveMs: 4_000,
  responseBytesMax: 1_048_576,
  proxy: 'environment',
};
