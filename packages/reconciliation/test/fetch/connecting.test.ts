import { createServer } from 'node:net';
import { inspect } from 'node:util';
import { type FetchEvent, fetchStatements } from '@alipay-intl/reconciliation/fetch';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../../../../test/support/temporary-folder.ts';
import { failureOf } from './support/failure-of.ts';
import { disconnectFor, startFaultServer } from './support/fault-server.ts';
import { directory, optionsFor, transactions } from './support/fetch-settings.ts';
import { makeHostKey, makeLoginKey } from './support/host-keys.ts';
import { testPassword, testUser } from './support/login-of-tests.ts';
import { startRudeServer } from './support/rude-server.ts';

const hostKey = makeHostKey();
const { fingerprint } = hostKey;
const hostKeys = [hostKey.privateKey];
const quick = { connectMs: 500 };
const once = { times: 0 };

async function goodServer() {
  const server = await startFaultServer({ hostKeys });
  server.files.put(directory, transactions, 'rows');
  return server;
}

/** Fetches from servers in order. */
function fetchFrom(servers: readonly { readonly port: number }[], changes = {}) {
  const options = servers.map((server) => optionsFor(server, fingerprint, temporaryFolder()));
  const [first] = options;
  if (first === undefined) throw new Error('no server');
  return fetchStatements({
    ...first,
    servers: options.flatMap((one) => one.servers),
    ...changes,
  });
}

describe('a refused login', () => {
  test('is tried once, on one host, and names what the server offers', async () => {
    const server = await startFaultServer({ hostKeys, password: 'another' });
    const other = await goodServer();
    const failure = await failureOf(fetchFrom([server, other]));
    expect(failure).toMatchObject({ code: 'ERR_SFTP_LOGIN', server: `127.0.0.1:${server.port}` });
    expect(failure.message).toContain('It offers password');
    expect(server.logins.map(({ method }) => method)).toEqual(['none', 'password']);
    expect(other.connections).toBe(0);
  });
  test('by ending the connection is one too', async () => {
    const server = await startFaultServer({
      hostKeys,
      onLogin: (connection) => {
        disconnectFor(connection, 14);
        return 'nothing';
      },
    });
    expect(await failureOf(fetchFrom([server]))).toMatchObject({ code: 'ERR_SFTP_LOGIN' });
    expect(server.connections).toBe(1);
  });
  test('sends nothing where the way is not offered', async () => {
    const server = await startFaultServer({ hostKeys, methods: ['publickey'] });
    const failure = await failureOf(fetchFrom([server]));
    expect(failure).toMatchObject({ code: 'ERR_SFTP_LOGIN' });
    expect(failure.message).toContain('No credentials were sent');
    expect(server.logins.map(({ method }) => method)).toEqual(['none']);
  });
});

describe('a login works', () => {
  test('by a prompt', async () => {
    const server = await startFaultServer({ hostKeys, methods: ['keyboard-interactive'] });
    server.files.put(directory, transactions, 'rows');
    expect((await fetchFrom([server])).files).toHaveLength(1);
  });
  test('by a wrong prompt once', async () => {
    const server = await startFaultServer({
      hostKeys,
      methods: ['keyboard-interactive'],
      password: 'another',
    });
    expect(await failureOf(fetchFrom([server]))).toMatchObject({ code: 'ERR_SFTP_LOGIN' });
    expect(server.logins).toHaveLength(2);
  });
  test('by a key', async () => {
    const server = await startFaultServer({ hostKeys, methods: ['publickey'] });
    server.files.put(directory, transactions, 'rows');
    const login = { user: testUser, privateKey: makeLoginKey().privateKey };
    expect((await fetchFrom([server], { login })).files).toHaveLength(1);
  });
  test('not by a key that cannot be read', async () => {
    const server = await goodServer();
    const login = { user: testUser, privateKey: 'canary-key' };
    const failure = await failureOf(fetchFrom([server], { login }));
    expect(failure).toMatchObject({ code: 'ERR_OPTION_INVALID' });
    expect(inspect(failure, { depth: 9 })).not.toContain('canary-key');
  });
});

describe('an address that is not on the allow-list', () => {
  test.each([
    ['is closed at once', (socket: import('node:net').Socket) => void socket.end()],
    ['is reset', (socket: import('node:net').Socket) => void socket.resetAndDestroy()],
    ['is told so in plain text', (socket: import('node:net').Socket) => void socket.end('not allowed\r\n')],
    ['is closed after the greeting', (socket: import('node:net').Socket) => void socket.end('SSH-2.0-x\r\n')],
  ])('%s', async (_name, meet) => {
    const server = await startRudeServer(meet);
    const failure = await failureOf(fetchFrom([server], { retry: once }));
    expect(failure).toMatchObject({ code: 'ERR_SFTP_NOT_ALLOWED' });
    expect(failure.message).toContain('allow-list');
    expect(Buffer.concat(server.received).includes(testPassword)).toBe(false);
  });
  test('is told so during the login', async () => {
    const server = await startFaultServer({
      hostKeys,
      onLogin: (connection) => {
        disconnectFor(connection, 1);
        return 'nothing';
      },
    });
    expect(await failureOf(fetchFrom([server], { retry: once }))).toMatchObject({
      code: 'ERR_SFTP_NOT_ALLOWED',
    });
  });
  test('says more than a host that cannot be reached', async () => {
    const rude = await startRudeServer((socket) => socket.end());
    const failure = await failureOf(fetchFrom([{ port: await closedPort() }, rude], { retry: once }));
    expect(failure).toMatchObject({ code: 'ERR_SFTP_NOT_ALLOWED', server: `127.0.0.1:${rude.port}` });
  });
});

describe('a server that cannot be reached', () => {
  test('refuses', async () => {
    const failure = await failureOf(fetchFrom([{ port: await closedPort() }], { retry: once }));
    expect(failure).toMatchObject({ code: 'ERR_SFTP_CONNECT', cause: { code: 'ECONNREFUSED' } });
  });
  test('has no name', async () => {
    const options = optionsFor({ port: 22 }, fingerprint, temporaryFolder(), { retry: once });
    const servers = [{ host: 'no-such-host.invalid', hostKey: { fingerprints: [fingerprint] } }];
    expect(await failureOf(fetchStatements({ ...options, servers }))).toMatchObject({
      code: 'ERR_SFTP_CONNECT',
    });
  });
  test('says nothing', async () => {
    const server = await startRudeServer(() => undefined);
    const failure = await failureOf(fetchFrom([server], { retry: once, limits: quick }));
    expect(failure).toMatchObject({ code: 'ERR_SFTP_CONNECT' });
    expect(failure.message).toContain('did not finish the handshake');
  });
  test('does not answer a login', async () => {
    const server = await startFaultServer({ hostKeys, onLogin: () => 'nothing' });
    const failure = await failureOf(fetchFrom([server], { retry: once, limits: { connectMs: 2_000 } }));
    expect(failure).toMatchObject({ code: 'ERR_SFTP_LOGIN' });
    expect(failure.message).toContain('did not finish the login');
  });
  test('is followed by the next one', async () => {
    const good = await goodServer();
    const { files } = await fetchFrom([{ port: await closedPort() }, good], { retry: once });
    expect(files).toHaveLength(1);
  });
  test('is tried again after waits that grow and are spread', async () => {
    const server = await startRudeServer((socket) => socket.end());
    const waits: number[] = [];
    const clock = { now: () => 0, sleep: waiting };
    function waiting(ms: number, signal?: AbortSignal): Promise<void> {
      waits.push(ms);
      // Only what the test is about passes at once.
      if (ms < 500) return Promise.resolve();
      return new Promise((resolve) => signal?.addEventListener('abort', () => resolve()));
    }
    const events: FetchEvent[] = [];
    const retry = { times: 4, firstMs: 100, longestMs: 300 };
    const changes = { clock, retry, random: () => 0.5, onEvent: (event: FetchEvent) => events.push(event) };
    await failureOf(fetchFrom([server], changes));
    expect(waits.filter((ms) => ms < 500)).toEqual([75, 150, 225, 225]);
    expect(events.filter(({ type }) => type === 'waiting')).toHaveLength(4);
    expect(server.connections()).toBe(5);
  });
});

test('old algorithms are not offered', async () => {
  const server = await startRudeServer((socket) => socket.write('SSH-2.0-x\r\n'));
  await failureOf(fetchFrom([server], { retry: once, limits: quick }));
  const offer = Buffer.concat(server.received).toString('latin1');
  expect(offer).toContain('ssh-ed25519');
  expect(offer.match(/(?<!rsa-)sha1|ssh-rsa|cbc|ssh-dss|zlib|md5|group1-/g)).toBeNull();
});

test('credentials are in no event, error or warning', async () => {
  const shown: string[] = [];
  const onEvent = (event: FetchEvent): void => {
    shown.push(inspect(event, { depth: 9, showHidden: true }), JSON.stringify(event));
  };
  const failing = [
    await startFaultServer({ hostKeys, password: 'another' }),
    await startFaultServer({ hostKeys, react: () => 'disconnect' }),
    await startFaultServer({ hostKeys, methods: ['publickey'] }),
    await startRudeServer((socket) => socket.end()),
  ];
  for (const server of failing) {
    const failure = await failureOf(fetchFrom([server], { onEvent }));
    shown.push(
      inspect(failure, { depth: 9, showHidden: true }),
      JSON.stringify(failure),
      String(failure.stack),
    );
  }
  const good = await goodServer();
  shown.push(inspect(await fetchFrom([good], { onEvent }), { depth: 9 }));
  const badOptions = fetchFrom([good], { login: { user: testUser, password: testPassword, extra: 1 } });
  shown.push(inspect(await failureOf(badOptions), { depth: 9, showHidden: true }));
  expect(shown.join('\n')).not.toContain(testPassword);
  expect(shown.length).toBeGreaterThan(20);
});

/** A port on which nothing listens. */
async function closedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 0;
}
