import { createNotificationVerifier, type NotificationVerifier } from '@alipay-intl/notify';
import { beforeAll, describe, expect, it } from 'vitest';
import { expectAccepted, refusalOf } from './support/received.ts';
import { createRing, vectorText } from './support/sender.ts';

interface Vector {
  readonly name: string;
  readonly direction: string;
  readonly method: string;
  readonly path: string;
  readonly clientId: string;
  readonly time: string;
  readonly bodyBase64: string;
  readonly key: string;
  readonly keyVersion: string;
}
interface HeaderVector extends Vector {
  readonly signatureHeaderSent: string;
  readonly acceptHeaders: readonly { readonly spelling: string; readonly header: string }[];
  readonly refuseHeaders: readonly { readonly reason: string; readonly header: string }[];
}
interface TamperedVector extends Vector {
  readonly vector: string;
  readonly change: string;
  readonly configuredClientId: string;
  readonly signatureHeader: string;
  readonly signatureMatches: boolean;
}

function notifications<T extends Vector>(file: string): T[] {
  return (JSON.parse(vectorText(file)) as T[]).filter(({ direction }) => direction === 'notification');
}
const headerVectors = notifications<HeaderVector>('header-signatures.json');
const tampered = notifications<TamperedVector>('tampered.json');

let verifierOf: (path: string, clientId: string) => NotificationVerifier;
beforeAll(async () => {
  const keyRing = await createRing();
  verifierOf = (path, clientId) =>
    createNotificationVerifier({ clientId, keyRing, path: path.split('?')[0] ?? path });
});

function verify(vector: Vector, signature: string, configured = vector.clientId) {
  return verifierOf(vector.path, configured).verify({
    method: vector.method,
    url: vector.path,
    headers: ['Request-Time', vector.time, 'client-id', vector.clientId, 'Signature', signature],
    body: Buffer.from(vector.bodyBase64, 'base64'),
  });
}

/** What each genuine vector is after its signature has been believed. */
const meanings: Readonly<Record<string, string>> = {
  'notification-lower-case-hex': 'paid',
  'notification-path-with-query': 'ERR_NOTIFICATION_MALFORMED',
  'notification-body-dots': 'other',
  'notification-body-bom': 'ERR_NOTIFICATION_MALFORMED',
  'notification-key-version-2': 'ERR_NOTIFICATION_MALFORMED',
};
const meaningOf = (verified: ReturnType<typeof verify>): string =>
  verified.accepted ? verified.notification.kind : verified.error.code;

it('covers every notification of the vectors', () => {
  expect(Object.keys(meanings).toSorted()).toEqual(headerVectors.map(({ name }) => name).toSorted());
  expect(tampered.length).toBe(88);
});

describe.each(headerVectors)('$name', (vector) => {
  it('is believed in the spelling that was sent', () => {
    expect(meaningOf(verify(vector, vector.signatureHeaderSent))).toBe(meanings[vector.name]);
  });

  it.each(vector.acceptHeaders)('is believed in the spelling $spelling', ({ header }) => {
    expect(meaningOf(verify(vector, header))).toBe(meanings[vector.name]);
  });

  it.each(vector.refuseHeaders)('is refused: $reason', ({ header }) => {
    expect(refusalOf(verify(vector, header))).toMatch(/^ERR_SIGNATURE_/);
  });
});

describe('tampered', () => {
  const added = tampered.filter(({ change }) => change === 'path-query-added');
  const others = tampered.filter(({ change }) => change !== 'path-query-added');

  it.each(others)('$name is refused', (vector) => {
    const code = refusalOf(verify(vector, vector.signatureHeader, vector.configuredClientId));
    // A refusal of the body would mean that the signature had been believed.
    expect(code).toMatch(vector.method === 'POST' ? /^ERR_SIGNATURE_/ : /^ERR_NOTIFICATION_MALFORMED$/);
  });

  it.each(others.filter(({ signatureMatches }) => signatureMatches))(
    '$name is refused before its signature is looked at',
    (vector) => {
      const code = refusalOf(verify(vector, vector.signatureHeader, vector.configuredClientId));
      expect(code).toMatch(/^ERR_SIGNATURE_(?:CLIENT|TIME|MISSING)$/);
    },
  );

  // docs/wire/v1 §2.5: whether a query is signed is open, so the bare path is tried after the whole one.
  it.each(added)('$name: a query that was not signed is told, and is no part of the path', (vector) => {
    const verified = verify(vector, vector.signatureHeader);
    expect(expectAccepted(verified).signedWithQuery).toBe(false);
  });
});
