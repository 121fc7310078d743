import { fetchStatements, type SftpLogin } from '@alipay-intl/reconciliation/fetch';
import { afterAll, describe, expect, test } from 'vitest';
import { temporaryFolder } from '../../../../test/support/temporary-folder.ts';
import { failureOf } from './support/failure-of.ts';
import { type FaultServer, startLastingServer } from './support/fault-server.ts';
import { optionsFor } from './support/fetch-settings.ts';
import { makeHostKey, makeLoginKey, type TestKeyKind } from './support/host-keys.ts';
import { testPassword, testUser } from './support/login-of-tests.ts';
import { damagedPins, emptyPins, foreignPins, type PinnedPlace } from './support/refused-pins.ts';

const kinds: readonly TestKeyKind[] = ['ed25519', 'ecdsa', 'ecdsa-384', 'ecdsa-521', 'rsa'];
const logins: Readonly<Record<string, SftpLogin>> = {
  password: { user: testUser, password: testPassword },
  key: { user: testUser, privateKey: makeLoginKey().privateKey },
};

interface Place extends PinnedPlace {
  readonly kind: TestKeyKind;
  readonly server: FaultServer;
}

const places = await Promise.all(kinds.map(startPlace));
afterAll(async () => {
  for (const { server } of places) await server.close();
});

async function startPlace(kind: TestKeyKind): Promise<Place> {
  const own = makeHostKey(kind);
  const server = await startLastingServer({
    hostKeys: [own.privateKey],
    methods: ['password', 'publickey'],
  });
  const otherType = makeHostKey(kind === 'ed25519' ? 'ecdsa' : 'ed25519');
  return { kind, server, port: server.port, own, other: makeHostKey(kind), otherType };
}

type Case = readonly [name: string, pin: unknown, place: Place, login: SftpLogin];

function casesOf(pinsOf: (place: Place) => Readonly<Record<string, unknown>>, at = places): readonly Case[] {
  return at.flatMap((place) =>
    Object.entries(pinsOf(place)).flatMap(([pinName, pin]) =>
      Object.entries(logins).map(
        ([way, login]): Case => [`${pinName}; server with ${place.kind}; login by ${way}`, pin, place, login],
      ),
    ),
  );
}

const unpinned = [...casesOf(() => emptyPins, places.slice(0, 1)), ...casesOf(damagedPins)];
const foreign = casesOf(foreignPins);

function fetchPinned(hostKey: unknown, { port }: Place, login: SftpLogin) {
  const servers = [{ host: '127.0.0.1', port, hostKey: hostKey as never }];
  return fetchStatements(optionsFor({ port }, '', temporaryFolder(), { servers, login }));
}

test('there are more than 200 cases, each another', () => {
  const names = [...unpinned, ...foreign].map(([name]) => name);
  expect(new Set(names).size).toBe(names.length);
  expect(names.length).toBeGreaterThan(200);
});

describe('without a usable pin nothing is connected', () => {
  test.each(unpinned)('%s', async (_name, pin, place, login) => {
    const before = place.server.connections;
    expect(await failureOf(fetchPinned(pin, place, login))).toMatchObject({ code: 'ERR_OPTION_INVALID' });
    expect(place.server.connections).toBe(before);
  });
});

describe('a server without the pinned key hears nothing of a login', () => {
  test.each(foreign)('%s', async (_name, pin, place, login) => {
    const { server } = place;
    const { connections, handshakes } = server;
    const logged = server.logins.length;
    const failure = await failureOf(fetchPinned(pin, place, login));
    expect(failure).toMatchObject({ code: 'ERR_SFTP_HOST_KEY' });
    expect(server.connections).toBe(connections + 1);
    expect([server.handshakes, server.logins.length]).toEqual([handshakes, logged]);
  });
});

// Else the servers might have heard nothing because they never do.
describe('a server with the pinned key hears the login', () => {
  test.each(casesOf(({ own }) => ({ 'its own key': { fingerprints: [own.fingerprint] } })))(
    '%s',
    async (_name, pin, place, login) => {
      const logged = place.server.logins.length;
      expect(await fetchPinned(pin, place, login)).toMatchObject({ files: [] });
      expect(place.server.logins.length).toBeGreaterThan(logged);
    },
  );
});
