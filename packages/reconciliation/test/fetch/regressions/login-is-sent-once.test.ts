import { fetchStatements } from '@alipay-intl/reconciliation/fetch';
import type { Connection } from 'ssh2';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../../../../../test/support/temporary-folder.ts';
import { failureOf } from '../support/failure-of.ts';
import { disconnectFor, type FaultServer, startFaultServer } from '../support/fault-server.ts';
import { directory, optionsFor, transactions } from '../support/fetch-settings.ts';
import { makeHostKey, makeLoginKey } from '../support/host-keys.ts';
import { testUser } from '../support/login-of-tests.ts';
import { startRudeServer } from '../support/rude-server.ts';

const hostKey = makeHostKey();
const hostKeys = [hostKey.privateKey];

const answers: readonly (readonly [string, (connection: Connection) => void, string])[] = [
  ['by closing', (connection) => void connection.end(), 'ERR_SFTP_LOGIN'],
  ['by reason 2', (connection) => disconnectFor(connection, 2), 'ERR_SFTP_LOGIN'],
  ['by reason 10', (connection) => disconnectFor(connection, 10), 'ERR_SFTP_LOGIN'],
  ['by reason 11', (connection) => disconnectFor(connection, 11), 'ERR_SFTP_LOGIN'],
  ['with silence', () => undefined, 'ERR_SFTP_LOGIN'],
  // These say that it is something else, and yet the password was sent and not accepted.
  ['that the address may not connect', (connection) => disconnectFor(connection, 1), 'ERR_SFTP_NOT_ALLOWED'],
  ['that there are too many', (connection) => disconnectFor(connection, 12), 'ERR_SFTP_LOST'],
];

/** Fetches from two hosts, of which the second would take the login, with repetitions. */
async function fetchFromBoth(
  first: { readonly port: number },
  second: FaultServer,
  changes = {},
): Promise<unknown> {
  const folder = temporaryFolder();
  const both = [first, second].flatMap((one) => optionsFor(one, hostKey.fingerprint, folder).servers);
  return fetchStatements({
    ...optionsFor(first, hostKey.fingerprint, folder),
    servers: both,
    limits: { connectMs: 2_000 },
    ...changes,
  });
}

describe.each(answers)('a server answers credentials %s', (_name, answer, code) => {
  const start = async (method: 'password' | 'publickey' | 'keyboard-interactive') => {
    const meet = (connection: Connection) => {
      answer(connection);
      return 'nothing' as const;
    };
    const server = await startFaultServer({ hostKeys, methods: [method], onLogin: meet });
    const other = await startFaultServer({ hostKeys, methods: [method] });
    other.files.put(directory, transactions, 'rows');
    return { server, other };
  };

  test.each(['password', 'keyboard-interactive'] as const)('and %s is sent once', async (method) => {
    const { server, other } = await start(method);
    expect(await failureOf(fetchFromBoth(server, other))).toMatchObject({ code });
    expect(server.logins.filter((login) => login.method === method)).toHaveLength(1);
    expect([server.connections, other.connections]).toEqual([1, 0]);
  });

  test('and the key is sent once', async () => {
    const { server, other } = await start('publickey');
    const login = { user: testUser, privateKey: makeLoginKey().privateKey };
    expect(await failureOf(fetchFromBoth(server, other, { login }))).toMatchObject({ code });
    expect([server.connections, other.connections]).toEqual([1, 0]);
  });
});

test('a server that closes before the credentials is still followed by the next one', async () => {
  const server = await startRudeServer((socket) => socket.end());
  const other = await startFaultServer({ hostKeys });
  other.files.put(directory, transactions, 'rows');
  expect(await fetchFromBoth(server, other)).toMatchObject({ files: [{ name: transactions }] });
});

test('a connection that breaks after the login is made anew, password and all', async () => {
  let breaks = 2;
  const server = await startFaultServer({
    hostKeys,
    react: ({ operation }) => {
      if (operation !== 'list' || breaks === 0) return 'answer';
      breaks -= 1;
      return 'disconnect';
    },
  });
  server.files.put(directory, transactions, 'rows');
  const other = await startFaultServer({ hostKeys });
  expect(await fetchFromBoth(server, other)).toMatchObject({ files: [{ name: transactions }] });
  expect(server.logins.filter(({ method }) => method === 'password')).toHaveLength(3);
});
