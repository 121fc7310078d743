import { createKeyRing, OptionError } from '@alipay-intl/core';
import {
  createNotificationVerifier,
  type NotificationVerifier,
  type ReceivedHeaders,
} from '@alipay-intl/notify';
import { beforeAll, describe, expect, it } from 'vitest';
import { expectAccepted, received, refusalOf, verifySealed } from './support/received.ts';
import {
  clientId,
  createRing,
  createVerifier,
  notifyPath,
  paidBody,
  publicPem,
  seal,
} from './support/sender.ts';

let verifier: NotificationVerifier;
beforeAll(async () => {
  verifier = await createVerifier();
});

const good = seal(paidBody());

describe('what is believed', () => {
  it('is a signed notification, with everything that it says', () => {
    const accepted = expectAccepted(verifier.verify(received(good)));
    expect(accepted.signedWithQuery).toBe(false);
    expect(accepted.verifiedBy).toMatchObject({ keyVersion: '1', foundBy: 'named' });
    expect(accepted.notification).toMatchObject({
      kind: 'paid',
      paymentRequestId: 'pay_1',
      paymentId: '20261101194010800100188820200000001',
      paymentAmount: { currency: 'USD', value: '599' },
      paymentTime: '2026-11-01T12:00:05+08:00',
      result: { resultCode: 'SUCCESS', resultStatus: 'S' },
    });
  });

  it.each([
    '1793505600123',
    '2026-11-01T12:00:00+08:00',
    '2026-11-01T12:00:00+0800',
    '2026-11-01T04:00:00.1234567Z',
  ])('may carry the time %s', (time) => {
    expectAccepted(verifySealed(verifier, paidBody(), { time }));
  });

  it('may name no key version', () => {
    const { verifiedBy } = expectAccepted(verifySealed(verifier, paidBody(), { keyVersion: undefined }));
    expect(verifiedBy).toMatchObject({ keyVersion: '1', foundBy: 'ring' });
  });
});

describe('keys', () => {
  it('a rotated key is found, and reported', () => {
    const { verifiedBy } = expectAccepted(
      verifySealed(verifier, paidBody(), { pair: 'alipay-v2', keyVersion: '2' }),
    );
    expect(verifiedBy).toMatchObject({ keyVersion: '2', foundBy: 'named' });
  });

  it('an unknown version is tried against the whole ring', () => {
    const { verifiedBy } = expectAccepted(
      verifySealed(verifier, paidBody(), { pair: 'alipay-v2', keyVersion: '7' }),
    );
    expect(verifiedBy).toMatchObject({ keyVersion: '2', foundBy: 'ring' });
  });

  it('a configured version is not stretched to another key', () => {
    const verified = verifySealed(verifier, paidBody(), { pair: 'alipay-v2', keyVersion: '1' });
    expect(refusalOf(verified)).toBe('ERR_SIGNATURE_INVALID');
  });

  it.each(['merchant', 'rsa3072'])('a signature by the key %s is refused', (pair) => {
    expect(refusalOf(verifySealed(verifier, paidBody(), { pair }))).toBe('ERR_SIGNATURE_INVALID');
    expect(refusalOf(verifySealed(verifier, paidBody(), { pair, keyVersion: undefined }))).toBe(
      'ERR_SIGNATURE_INVALID',
    );
  });

  it('a retired key is refused once it has left the ring', async () => {
    const keyRing = await createKeyRing([{ keyVersion: '2', publicKey: publicPem('alipay-v2') }]);
    const later = createNotificationVerifier({ clientId, path: notifyPath, keyRing });
    expect(refusalOf(later.verify(received(good)))).toBe('ERR_SIGNATURE_INVALID');
  });
});

describe('path and query', () => {
  it('the configured path decides, not the one that a proxy has rewritten', () => {
    for (const url of ['/internal/hooks', '/', '', 'http://evil.example/abs', '/alipay/notify/../x']) {
      expectAccepted(verifier.verify(received(good, { url })));
    }
  });

  it.each(['/alipay/notify2', '/alipay/notify/', '/Alipay/notify', '/', '/alipay'])(
    'a notification for %s is refused',
    (path) => {
      expect(refusalOf(verifySealed(verifier, paidBody(), { path }))).toBe('ERR_SIGNATURE_INVALID');
    },
  );

  it('a query may be signed, and this is told', () => {
    const url = `${notifyPath}?shop=HK-01&lang=zh_CN`;
    const sealed = seal(paidBody(), { path: url });
    const accepted = expectAccepted(verifier.verify(received(sealed, { url })));
    expect(accepted.signedWithQuery).toBe(true);
    const rewritten = received(sealed, { url: '/internal?shop=HK-01&lang=zh_CN' });
    expect(expectAccepted(verifier.verify(rewritten)).signedWithQuery).toBe(true);
  });

  it('a query may be left out of what is signed, and this is told', () => {
    const accepted = expectAccepted(verifier.verify(received(good, { url: `${notifyPath}?shop=1` })));
    expect(accepted.signedWithQuery).toBe(false);
  });

  it.each(['?shop=HK-02', '?shop=HK-01&x=1', '?', ''])('a signed query cannot become %j', (query) => {
    const sealed = seal(paidBody(), { path: `${notifyPath}?shop=HK-01` });
    const verified = verifier.verify(received(sealed, { url: notifyPath + query }));
    expect(refusalOf(verified)).toBe('ERR_SIGNATURE_INVALID');
  });

  const query = '?shop=HK-01&x=%E4%B8%AD';
  it.each([
    [undefined, query, query, true],
    [undefined, query, '', false],
    ['either', query, query, true],
    ['either', query, '', false],
    ['either', '', '', false],
    ['with', query, query, true],
    ['with', query, '', 'ERR_SIGNATURE_INVALID'],
    ['with', '', '', false],
    ['without', query, query, 'ERR_SIGNATURE_INVALID'],
    ['without', query, '', false],
    ['without', '', '', false],
    ['either', query, '?shop=HK-02', 'ERR_SIGNATURE_INVALID'],
    ['with', '', query, 'ERR_SIGNATURE_INVALID'],
    ['without', '', query, 'ERR_SIGNATURE_INVALID'],
  ] as const)(
    'signedQuery %j, called with %j, signed with %j: %j',
    async (setting, called, signed, result) => {
      const keyRing = await createRing();
      const set = createNotificationVerifier({ clientId, keyRing, path: notifyPath, signedQuery: setting });
      const sealed = seal(paidBody(), { path: notifyPath + signed });
      const verified = set.verify(received(sealed, { url: notifyPath + called }));
      expect(verified.accepted ? verified.signedWithQuery : refusalOf(verified)).toBe(result);
    },
  );

  it.each([
    ['either', false],
    ['without', false],
    ['with', 'ERR_NOTIFICATION_MALFORMED'],
  ] as const)(
    'signedQuery %j, called with a query that holds a line feed: %j',
    async (signedQuery, result) => {
      const set = createNotificationVerifier({
        clientId,
        keyRing: await createRing(),
        path: notifyPath,
        signedQuery,
      });
      const verified = set.verify(received(good, { url: `${notifyPath}?shop=1\n` }));
      expect(verified.accepted ? verified.signedWithQuery : refusalOf(verified)).toBe(result);
    },
  );

  it.each(['', 'both', true, null])('signedQuery cannot be %j', async (signedQuery) => {
    const options = { clientId, keyRing: await createRing(), path: notifyPath, signedQuery };
    expect(() => createNotificationVerifier(options as never)).toThrow(
      expect.objectContaining({
        code: 'ERR_OPTION_INVALID',
        issues: [expect.objectContaining({ path: 'signedQuery' })],
      }),
    );
  });

  it.each(['', 'alipay/notify', 'https://m.example/n', '/n?x=1', '/n#x', '/a b', '/ü', '/a\nb'])(
    'the path %j cannot be configured',
    async (path) => {
      const keyRing = await createRing();
      expect(() => createNotificationVerifier({ clientId, keyRing, path })).toThrow(OptionError);
      expect(() => createNotificationVerifier({ clientId, keyRing, path })).toThrow(
        expect.objectContaining({
          code: 'ERR_OPTION_INVALID',
          issues: [expect.objectContaining({ path: 'path' })],
        }),
      );
    },
  );
});

describe('method', () => {
  it.each(['GET', 'PUT', 'HEAD', 'post', 'Post', '', 'POST '])('%j is refused', (method) => {
    expect(refusalOf(verifier.verify(received(good, { method })))).toBe('ERR_NOTIFICATION_MALFORMED');
  });
});

describe('client id', () => {
  it('of another merchant is refused, however well signed', () => {
    const verified = verifySealed(verifier, paidBody(), { clientId: 'T_999' });
    expect(refusalOf(verified)).toBe('ERR_SIGNATURE_CLIENT');
  });

  it.each(['t_111222333', 'T_111222333 ', 'T_111222333,T_111222333', ''])('%j is refused', (other) => {
    const headers = { ...good.headers, 'client-id': other };
    expect(refusalOf(verifier.verify(received(good, { headers })))).toBe('ERR_SIGNATURE_CLIENT');
  });
});

describe('headers', () => {
  const { signature, 'client-id': id, 'request-time': time } = good.headers;
  const list = ['Client-Id', id, 'Request-Time', time, 'Signature', signature];

  it.each<[string, ReceivedHeaders]>([
    ['a raw list', list],
    ['a raw list in any case', ['CLIENT-ID', id, 'request-TIME', time, 'sIgNaTuRe', signature]],
    ['a raw list among others', ['host', 'x', 'accept', '*/*', ...list, 'tracerid', '1']],
    ['a record', good.headers],
    ['a record in any case', { 'Client-Id': id, 'REQUEST-TIME': time, Signature: signature }],
    ['a record of arrays', { 'client-id': [id], 'request-time': [time], signature: [signature] }],
    ['a record with others', { ...good.headers, cookie: undefined, via: ['a', 'b'] }],
    ['Headers', new Headers(good.headers)],
    [
      'a Map',
      new Map([
        ['Client-Id', id],
        ['Request-Time', time],
        ['Signature', signature],
      ]),
    ],
    ['a record with a header that is called forEach', { ...good.headers, foreach: 'x', forEach: 'y' }],
  ])('may come as %s', (_name, headers) => {
    expectAccepted(verifier.verify(received(good, { headers })));
  });

  it.each(['Client-Id', 'Request-Time', 'Signature'])('%s twice is refused, even with one value', (name) => {
    const value = list[list.indexOf(name) + 1] ?? '';
    const shapes: readonly ReceivedHeaders[] = [
      [...list, name, value],
      [name.toLowerCase(), value, ...list],
      [...list, name.toUpperCase(), 'other'],
      { ...good.headers, [name.toLowerCase()]: [value, value] },
      { ...good.headers, [name.toUpperCase()]: value },
    ];
    for (const headers of shapes) {
      const verified = verifier.verify(received(good, { headers }));
      expect(refusalOf(verified)).toBe('ERR_SIGNATURE_MALFORMED');
      expect(!verified.accepted && verified.error.message).toContain(name.toLowerCase());
    }
  });

  it('twice is refused also where Headers or Node has joined the two', () => {
    const joined = new Headers(good.headers);
    joined.append('signature', signature);
    expect(refusalOf(verifier.verify(received(good, { headers: joined })))).toBe('ERR_SIGNATURE_MALFORMED');
    const record = { ...good.headers, 'request-time': `${time}, ${time}` };
    expect(refusalOf(verifier.verify(received(good, { headers: record })))).toBe('ERR_SIGNATURE_TIME');
  });

  it.each<[string, ReceivedHeaders]>([
    ['none', []],
    ['an odd raw list', ['signature']],
    ['an empty record', {}],
    ['no signature', ['Client-Id', id, 'Request-Time', time]],
    ['an empty signature', { ...good.headers, signature: '' }],
    ['no time', ['Client-Id', id, 'Signature', signature]],
    ['an empty time', { ...good.headers, 'request-time': '' }],
  ])('%s are refused', (_name, headers) => {
    expect(refusalOf(verifier.verify(received(good, { headers })))).toBe('ERR_SIGNATURE_MISSING');
  });

  it('without a client id are refused', () => {
    const headers = ['Request-Time', time, 'Signature', signature];
    expect(refusalOf(verifier.verify(received(good, { headers })))).toBe('ERR_SIGNATURE_CLIENT');
  });

  it.each([
    'now',
    '2026-11-01',
    '2026-11-01T12:00:00',
    '179350560012',
    '253+05:30',
    'Sun, 01 Nov 2026 04:00:00 GMT',
  ])('with the time %j are refused, however well signed', (odd) => {
    expect(refusalOf(verifySealed(verifier, paidBody(), { time: odd }))).toBe('ERR_SIGNATURE_TIME');
  });
});

describe('bodies that are well signed', () => {
  it.each<[string, string | Buffer]>([
    [
      'a member twice',
      '{"notifyType":"PAYMENT_RESULT","result":{"resultStatus":"F"},"result":{"resultStatus":"S"}}',
    ],
    ['a member twice, once escaped', '{"notifyType":"X","notify\\u0054ype":"PAYMENT_RESULT"}'],
    ['an inner member twice', '{"notifyType":"X","a":{"b":1,"b":2}}'],
    ['not UTF-8', Buffer.from('7b2261223a22c7c7227d', 'hex')],
    ['UTF-16', Buffer.from('{"notifyType":"X"}', 'utf16le')],
    ['a byte order mark', '\ufeff{"notifyType":"X"}'],
    ['not JSON', 'notifyType=PAYMENT_RESULT'],
    ['cut off', '{"notifyType":"PAYMENT_RESULT"'],
    ['two objects', '{}{}'],
    ['a list', '[]'],
    ['text', '"PAYMENT_RESULT"'],
    ['null', 'null'],
    ['a number', '1'],
    ['nothing', ''],
    ['blanks', '   '],
    ['1000 levels', `${'{"a":'.repeat(1000)}1${'}'.repeat(1000)}`],
  ])('are refused: %s', (_name, body) => {
    expect(refusalOf(verifySealed(verifier, body))).toBe('ERR_NOTIFICATION_MALFORMED');
  });

  it('keep huge numbers exactly', () => {
    const id = '9007199254740993';
    const body = `{"notifyType":"NEW","big":${id},"long":123456789012345678901234567890,"exp":1e400}`;
    const { notification } = expectAccepted(verifySealed(verifier, body));
    expect(notification.body['big']).toBe(id);
    expect(notification.body['long']).toBe('123456789012345678901234567890');
    expect(notification.body['exp']).toBe('1e400');
  });

  it('do not become a prototype', () => {
    const body = '{"notifyType":"NEW","__proto__":{"accepted":true}}';
    const { notification } = expectAccepted(verifySealed(verifier, body));
    expect(({} as Record<string, unknown>)['accepted']).toBeUndefined();
    expect(notification.kind).toBe('other');
  });
});

it('a body that was changed by one byte, anywhere, is refused', () => {
  for (let at = 0; at < good.body.length; at += 1) {
    const body = Buffer.from(good.body);
    body[at] = (body[at] ?? 0) ^ 1;
    expect(refusalOf(verifier.verify(received(good, { body })))).toBe('ERR_SIGNATURE_INVALID');
  }
});

it('a refusal has a typed error that says what to do and repeats nothing', () => {
  const verified = verifySealed(verifier, { secret: 'CANARY' }, { pair: 'merchant' });
  if (verified.accepted) throw new Error('accepted');
  expect(verified.error.message).toContain('It proves nothing about the money.');
  expect(JSON.stringify(verified)).not.toContain('CANARY');
  expect(verified.error.next.length).toBeGreaterThan(10);
});
