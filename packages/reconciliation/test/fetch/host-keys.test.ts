import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { fetchStatements } from '@alipay-intl/reconciliation/fetch';
import { beforeEach, describe, expect, test } from 'vitest';
import { temporaryFolder } from '../../../../test/support/temporary-folder.ts';
import { failureOf } from './support/failure-of.ts';
import { type FaultServer, startFaultServer } from './support/fault-server.ts';
import { directory, optionsFor, transactions } from './support/fetch-settings.ts';
import { hashedName, makeHostKey } from './support/host-keys.ts';
import { testPassword } from './support/login-of-tests.ts';

const ed25519 = makeHostKey();
const rotated = makeHostKey();
const ecdsa = makeHostKey('ecdsa');
const rsa = makeHostKey('rsa');

let server: FaultServer;
beforeEach(async () => {
  server = await startFaultServer({ hostKeys: [ed25519.privateKey] });
  server.files.put(directory, transactions, 'rows');
});

function fetchPinned(hostKey: unknown, of = server) {
  const options = optionsFor(of, ed25519.fingerprint, temporaryFolder());
  return fetchStatements({
    ...options,
    servers: [{ host: '127.0.0.1', port: of.port, hostKey: hostKey as never }],
  });
}

describe('without a usable pin nothing is connected', () => {
  test.each([
    ['none', undefined],
    ['null', null],
    ['a bare fingerprint', ed25519.fingerprint],
    ['a switch', { accept: true }],
    ['a function', () => true],
    ['no fingerprint', { fingerprints: [] }],
    ['an MD5 fingerprint', { fingerprints: ['MD5:16:27:ac:a5:76:28:2d:36:63:1b:56:4d:eb:df:a6:48'] }],
    ['a cut fingerprint', { fingerprints: [ed25519.fingerprint.slice(0, -1)] }],
    ['an unknown type', { fingerprints: [ed25519.fingerprint], types: ['ssh-dss'] }],
    ['empty known hosts', { knownHosts: '' }],
    ['known hosts of another host', { knownHosts: `isftp.alipay.com ${ed25519.publicLine}` }],
    ['known hosts of another port', { knownHosts: `127.0.0.1 ${ed25519.publicLine}` }],
  ])('%s', async (_name, hostKey) => {
    expect(await failureOf(fetchPinned(hostKey))).toMatchObject({ code: 'ERR_OPTION_INVALID' });
    expect(server.connections).toBe(0);
  });
  test('a damaged key of the host in known hosts', async () => {
    const line = `[127.0.0.1]:${server.port} ${ed25519.publicLine.slice(0, -5)}`;
    expect(await failureOf(fetchPinned({ knownHosts: line }))).toMatchObject({ code: 'ERR_OPTION_INVALID' });
    expect(server.connections).toBe(0);
  });
  test('a key that is pinned and revoked', async () => {
    const line = `[127.0.0.1]:${server.port} ${ed25519.publicLine}`;
    const failure = await failureOf(fetchPinned({ knownHosts: `${line}\n@revoked ${line}` }));
    expect(failure).toMatchObject({ code: 'ERR_OPTION_INVALID' });
  });
});

describe('another key is refused before a byte of the credentials', () => {
  test.each([
    ['wrong', () => ({ fingerprints: [rotated.fingerprint] })],
    ['of another type', () => ({ fingerprints: [ecdsa.fingerprint] })],
    ['wrong, by known hosts', () => ({ knownHosts: `[127.0.0.1]:${server.port} ${rotated.publicLine}` })],
    [
      'of another type, by known hosts',
      () => ({ knownHosts: `[127.0.0.1]:${server.port} ${rsa.publicLine}` }),
    ],
    ['of another type that is asked for', () => ({ fingerprints: [rsa.fingerprint], types: ['ssh-rsa'] })],
  ])('%s', async (_name, pin) => {
    const failure = await failureOf(fetchPinned(pin()));
    expect(failure).toMatchObject({ code: 'ERR_SFTP_HOST_KEY', name: 'FetchError' });
    expect(failure.message).toContain('No credentials were sent');
    expect(server.connections).toBe(1);
    expect([server.handshakes, server.logins]).toEqual([0, []]);
    expect(inspect(failure, { depth: 9 }) + JSON.stringify(failure)).not.toContain(testPassword);
  });
  test('and the message names it as ssh-keygen does', async () => {
    const failure = await failureOf(fetchPinned({ fingerprints: [rotated.fingerprint] }));
    expect(failure.message).toContain(`ssh-ed25519 ${ed25519.fingerprint}`);
  });
  test('and no other host is tried', async () => {
    const other = await startFaultServer({ hostKeys: [ed25519.privateKey] });
    const options = optionsFor(server, rotated.fingerprint, temporaryFolder());
    const servers = [...options.servers, ...optionsFor(other, ed25519.fingerprint, '').servers];
    expect(await failureOf(fetchStatements({ ...options, servers }))).toMatchObject({
      code: 'ERR_SFTP_HOST_KEY',
    });
    expect([server.connections, other.connections]).toEqual([1, 0]);
  });
});

describe('a pinned key is accepted', () => {
  test.each([
    ['one of several fingerprints', () => ({ fingerprints: [rotated.fingerprint, ed25519.fingerprint] })],
    ['known hosts', () => ({ knownHosts: `# all\n[127.0.0.1]:${server.port} ${ed25519.publicLine} note\n` })],
    [
      'a hashed name',
      () => ({ knownHosts: `${hashedName(`[127.0.0.1]:${server.port}`)} ${ed25519.publicLine}` }),
    ],
    ['a pattern', () => ({ knownHosts: `[127.0.0.?]:*,!other ${ed25519.publicLine}` })],
    [
      'the old and the new key',
      () => ({
        knownHosts: [rotated, ed25519]
          .map((key) => `[127.0.0.1]:${server.port} ${key.publicLine}`)
          .join('\r\n'),
      }),
    ],
  ])('%s', async (_name, pin) => {
    const { files } = await fetchPinned(pin());
    expect(files.map(({ state, name }) => [state, name])).toEqual([['fetched', transactions]]);
  });
  test('a negated pattern is not the host', async () => {
    const knownHosts = `*,![127.0.0.1]:${server.port} ${ed25519.publicLine}`;
    expect(await failureOf(fetchPinned({ knownHosts }))).toMatchObject({ code: 'ERR_OPTION_INVALID' });
  });
  test('the type of a pin decides which of several keys a server shows', async () => {
    const both = await startFaultServer({ hostKeys: [ed25519.privateKey, rsa.privateKey] });
    both.files.put(directory, transactions, 'rows');
    const known = { knownHosts: `[127.0.0.1]:${both.port} ${rsa.publicLine}` };
    expect((await fetchPinned(known, both)).files).toHaveLength(1);
    const named = { fingerprints: [rsa.fingerprint], types: ['ssh-rsa'] };
    expect((await fetchPinned(named, both)).files).toHaveLength(1);
  });
});

test.each([
  ['ed25519', ed25519],
  ['ecdsa', ecdsa],
  ['rsa', rsa],
])('the fingerprint of an %s key is what ssh-keygen prints', (_name, key) => {
  const path = join(temporaryFolder(), 'key.pub');
  writeFileSync(path, key.publicLine);
  const printed = spawnSync('ssh-keygen', ['-lf', path], { encoding: 'utf8' });
  if (printed.error !== undefined) return console.warn('LEFT OUT: ssh-keygen is not installed.');
  expect(printed.stdout.split(' ')[1]).toBe(key.fingerprint);
});
