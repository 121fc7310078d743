import { type FetchOptions, remoteDirectories } from '@alipay-intl/reconciliation/fetch';
import type { Simulator } from '@alipay-intl/simulator';

/** A product of Alipay with a place of its own on the server. */
export type Product = keyof typeof remoteDirectories;

/** What the simulator calls the merchant in files of a product, unless its options say otherwise. */
function merchantOf({ credentials }: Simulator, product: Product): string {
  return { classic: '2088000000000000', acquiring: credentials.merchantId, v1: '1022188000000000000' }[
    product
  ];
}

/** Settings to fetch statements of a product from the simulator: its host key pinned, and no waits between repetitions. */
export function fetchOptions(
  simulator: Simulator,
  product: Product,
  days: readonly string[],
  folder: string,
): FetchOptions {
  if (simulator.sftp === undefined) throw new Error('no SFTP server');
  const { host, port, username, password, fingerprint } = simulator.sftp;
  return {
    servers: [{ host, port, hostKey: { fingerprints: [fingerprint] } }],
    login: { user: username, password },
    merchant: merchantOf(simulator, product),
    days,
    directories: remoteDirectories[product],
    folder,
    retry: { times: 3, firstMs: 0, longestMs: 0 },
    limits: { stallMs: 500 },
  };
}
