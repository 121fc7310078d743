import type { FetchOptions } from '@alipay-intl/reconciliation/fetch';
import { testPassword, testUser } from './login-of-tests.ts';

export const merchant = '2088000000000000';
export const day = '2026-11-21';
export const directory = '/download';
/** The day's transaction file. */
export const transactions = `${merchant}_transaction_20261121.txt`;

/** Settings for a server on loopback, without waits between repetitions. */
export function optionsFor(
  server: { readonly port: number },
  fingerprint: string,
  folder: string,
  changes: Partial<FetchOptions> = {},
): FetchOptions {
  return {
    servers: [{ host: '127.0.0.1', port: server.port, hostKey: { fingerprints: [fingerprint] } }],
    login: { user: testUser, password: testPassword },
    merchant,
    days: [day],
    directories: [directory],
    folder,
    retry: { times: 3, firstMs: 0, longestMs: 0 },
    ...changes,
  };
}
