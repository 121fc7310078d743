import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { inspect } from 'node:util';
import {
  createKeyRing,
  type Exchange,
  exchangeChannels,
  hidden,
  importPrivateKey,
  importPublicKey,
  printRedacted,
  redact,
} from '@alipay-intl/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { caughtError } from './fixtures/caught-error.ts';
import { signedReply, withHeaders } from './fixtures/signed-reply.ts';
import { answerSigned, openStubGateway } from './fixtures/stub-gateway.ts';
import { keyText, privatePem } from './fixtures/vectors.ts';

const path = '/ams/api/v1/payments/pay';
const printed = (value: unknown): string =>
  [
    inspect(value, { depth: 20, showHidden: false }),
    inspect({ nested: [value] }, { depth: 20 }),
    JSON.stringify({ nested: [value] }),
    String(value),
  ].join('\n');

/** Every member that may not be printed, each with a canary. docs/wire/v1 §3.11 names them. */
const secret = {
  identityCode: 'canary-identity-code',
  paymentMethodId: 'canary-payment-method-id',
  accessToken: 'canary-access-token',
  authCode: 'canary-auth-code',
  agentToken: 'canary-agent-token',
  'Agent-Token': 'canary-agent-token-header',
  privateKey: 'canary-private-key',
  passphrase: 'canary-passphrase',
  password: 'canary-password',
  Signature: 'canary-signature',
  paymentActionForm: 'canary-action-form',
  userAgent: 'canary-user-agent',
  'User-Agent': 'canary-user-agent-header',
  clientIp: 'canary-client-ip',
  cookieId: 'canary-cookie',
  deviceTokenId: 'canary-device-token',
  pspCustomerId: 'canary-psp-customer',
  displayCustomerId: 'canary-display-customer',
  displayCustomerName: 'canary-display-name',
  customer2088Id: 'canary-2088',
  userId: 'canary-user',
  userLoginId: 'canary-login',
  userName: { fullName: 'canary-full-name' },
  buyer: { referenceBuyerId: 'canary-buyer', nested: ['canary-deeper'] },
  buyerName: { firstName: 'canary-first', lastName: 'canary-last' },
  buyerPhoneNo: 'canary-phone',
  buyerEmail: 'canary-email',
  referenceBuyerId: 'canary-reference',
  shippingName: 'canary-shipping',
  shippingAddress: { zipCode: 'canary-zip' },
  cardInfo: { cardNo: 'canary-card' },
  cardToken: 'canary-card-token',
  acquirerCardToken: 'canary-acquirer-card-token',
  paymentMethodDetail: { card: { maskedCardNo: 'canary-masked-card' }, list: [{ email: 'canary-email' }] },
};
const open = {
  paymentRequestId: 'id-1',
  resultCode: 'SUCCESS',
  amount: { currency: 'USD', value: '599' },
  n: null,
};

describe('redact', () => {
  test('hides every secret member, at any depth, in any case, and keeps the rest', () => {
    const upper = Object.fromEntries(
      Object.entries(secret).map(([name, value]) => [name.toUpperCase(), value]),
    );
    const value = { ...open, list: [{ deep: { ...secret, ...open } }], upper };
    const text = JSON.stringify(redact(value));
    expect(text).not.toContain('canary');
    expect(redact(value)).toMatchObject({ ...open, list: [{ deep: open }], upper: { IDENTITYCODE: hidden } });
    for (const name of Object.keys(secret)) expect(redact({ [name]: 'x' })).toEqual({ [name]: hidden });
  });
  test('changes nothing of the value itself, and lets scalars and bytes through', () => {
    const value = { identityCode: 'x', bytes: Buffer.from('x') };
    expect(redact(value)).toEqual({ identityCode: hidden, bytes: value.bytes });
    expect(value.identityCode).toBe('x');
    for (const scalar of [undefined, null, 7, 7n, 'text', true]) expect(redact(scalar)).toBe(scalar);
  });
  test('names what stands inside itself, and shows twice what stands twice beside itself', () => {
    const shared = { identityCode: 'canary', n: 1 };
    const circle: Record<string, unknown> = { identityCode: 'canary', first: shared, second: [shared] };
    circle['self'] = circle;
    circle['list'] = [circle, { deep: circle }];
    const shown = { identityCode: hidden, n: 1 };
    expect(redact(circle)).toEqual({
      identityCode: hidden,
      first: shown,
      second: [shown],
      self: '[circular]',
      list: ['[circular]', { deep: '[circular]' }],
    });
  });
  test('a list inside itself is named, too', () => {
    const list: unknown[] = [1];
    list.push(list);
    expect(redact(list)).toEqual([1, '[circular]']);
  });
  test('keeps dates and bytes, and names other objects by their class', () => {
    class Order {
      readonly identityCode = 'canary';
    }
    const value = {
      date: new Date(7),
      bytes: new Uint8Array([1]),
      map: new Map([['identityCode', 'canary']]),
      set: new Set(['canary']),
      error: new Error('canary'),
      order: new Order(),
      list: [new Order()],
      bare: Object.assign(Object.create(null), { identityCode: 'canary', open: 1 }),
    };
    expect(redact(value)).toEqual({
      date: new Date(7),
      bytes: new Uint8Array([1]),
      map: '[Map]',
      set: '[Set]',
      error: '[Error]',
      order: '[Order]',
      list: ['[Order]'],
      bare: { identityCode: hidden, open: 1 },
    });
    expect(printed(printRedacted(value))).not.toContain('canary');
  });
  test('an object whose class has no name does no harm', () => {
    const nameless = Object.create(Object.create(null));
    const misnamed = Object.create({ constructor: 'canary' });
    expect(redact({ nameless, misnamed })).toEqual({ nameless: '[Object]', misnamed: '[Object]' });
  });
  test('keeps the absence of a value visible', () => {
    expect(redact({ identityCode: undefined })).toEqual({ identityCode: undefined });
  });
});

describe('printRedacted', () => {
  test('changes what is printed, and not what is read', () => {
    const value = printRedacted({ ...secret, ...open });
    expect(printed(value)).not.toContain('canary');
    expect(printed(value)).toContain('id-1');
    expect(value.identityCode).toBe('canary-identity-code');
    expect(Object.keys(value)).toEqual(Object.keys({ ...secret, ...open }));
    expect(value).toEqual({ ...secret, ...open });
  });
  test('also of what stands inside, printed alone: what holds a hidden member, and all of a hidden one', () => {
    const value = printRedacted({
      deep: { buyer: { nested: ['canary-deeper', { at: 'canary-deepest' }] }, n: 1 },
      paymentMethodDetail: { card: { maskedCardNo: 'canary-masked-card' } },
      bare: Object.assign(Object.create(null), {
        buyer: Object.assign(Object.create(null), { a: 'canary' }),
      }),
      untouched: { list: [{ n: 1 }] },
    });
    const { deep, paymentMethodDetail, bare, untouched } = value;
    const alone = [deep, deep.buyer, deep.buyer.nested, deep.buyer.nested[1], paymentMethodDetail];
    for (const part of [value, ...alone, paymentMethodDetail.card, bare, bare.buyer]) {
      expect(inspect(part, { depth: 20 }) + JSON.stringify({ part })).not.toContain('canary');
    }
    expect(JSON.parse(JSON.stringify({ deep, paymentMethodDetail, bare }))).toEqual({
      deep: { buyer: hidden, n: 1 },
      paymentMethodDetail: hidden,
      bare: { buyer: hidden },
    });
    expect(paymentMethodDetail.card.maskedCardNo).toBe('canary-masked-card');
    expect(inspect(untouched, { depth: 20 })).toBe('{ list: [ { n: 1 } ] }');
  });
});

describe('whatever is printed', () => {
  const spelt = (name: string): fc.Arbitrary<string> =>
    fc
      .array(fc.boolean(), { minLength: name.length, maxLength: name.length })
      .map((capitals) =>
        [...name]
          .map((sign, at) => (capitals[at] === true ? sign.toUpperCase() : sign.toLowerCase()))
          .join(''),
      );
  const secretNames = new Set(Object.keys(secret).map((name) => name.toLowerCase()));
  const hiddenName = fc.constantFrom(...Object.keys(secret)).chain(spelt);
  const { value: anyValue } = fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 4, depthSize: 'small' },
      fc.constantFrom('canary', 7, null),
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(fc.oneof(hiddenName, fc.stringMatching(/^[a-d]{1,3}$/)), tie('value'), {
        maxKeys: 4,
        noNullPrototype: true,
      }),
    ),
  }));

  /** What each part prints when it is printed alone: `[hidden]` under a hidden name, and everything inside that. */
  function checkParts(part: unknown, isHidden: boolean): void {
    if (typeof part !== 'object' || part === null) return;
    const shown = isHidden ? hidden : redact(part);
    expect(JSON.parse(JSON.stringify(part))).toEqual(shown);
    expect(inspect(part, { depth: 20 })).toBe(isHidden ? hidden : inspect(shown, { depth: 20 }));
    for (const [name, member] of Object.entries(part)) {
      checkParts(member, isHidden || (!Array.isArray(part) && secretNames.has(name.toLowerCase())));
    }
  }

  test('is what redact shows, for the whole and for each part alone', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.oneof(hiddenName, fc.constant('open')), anyValue, { noNullPrototype: true }),
        (value) => {
          checkParts(printRedacted(value), false);
        },
      ),
      { numRuns: 1_000 },
    );
  });
  test('what somebody has put on Object.prototype is no member, and is not marked', () => {
    const common = { name: 'seen' };
    const prototype = Object.prototype as { buyer?: object };
    prototype.buyer = common;
    try {
      const value = printRedacted({ deep: { n: 1 } });
      expect(Object.getOwnPropertyNames(value.deep)).toEqual(['n']);
    } finally {
      delete prototype.buyer;
    }
    expect(inspect(common)).toBe("{ name: 'seen' }");
  });
  test('names are judged alike, however many others were seen before, and however long they are', () => {
    const others = Array.from({ length: 2_000 }, (_, index) => [`other${index}`, { buyer: 'canary' }]);
    const late = { ACCESStoken: 'canary', accessTOKEN: 'canary', [`${'x'.repeat(5_000)}buyer`]: 7 };
    for (let time = 0; time < 2; time += 1) {
      expect(JSON.stringify(redact(Object.fromEntries(others)))).not.toContain('canary');
      expect(Object.values(redact(late) as object)).toEqual([hidden, hidden, 7]);
    }
  });
});

const reply = JSON.stringify({
  result: { resultCode: 'SUCCESS', resultStatus: 'S', resultMessage: 'ok' },
  pspCustomerInfo: { pspName: 'ALIPAY_CN', pspCustomerId: 'canary-psp-customer' },
  ...secret,
});

async function outcome(answer: Parameters<typeof openStubGateway>[0]): Promise<Exchange> {
  const { gateway } = await openStubGateway(answer);
  return gateway.exchange({ path, body: secret, agentToken: 'canary-agent-token' });
}

describe('no canary is printed by', () => {
  test('an answered exchange, whose members are readable one by one', async () => {
    const exchange = await outcome(answerSigned({ body: reply }));
    if (exchange.kind !== 'answered') throw exchange.error;
    expect(printed(exchange)).not.toContain('canary');
    expect(printed(exchange)).toContain('ALIPAY_CN');
    expect(exchange.body['identityCode']).toBe('canary-identity-code');
    expect(exchange.body).toMatchObject({ pspCustomerInfo: { pspCustomerId: 'canary-psp-customer' } });
    expect(exchange.rawBody().toString()).toBe(reply);
  });
  test.each([
    ['a wrong signature', () => signedReply({ body: reply, pair: 'merchant' })],
    [
      'an odd signature',
      () => withHeaders(signedReply({ body: reply }), { signature: ['canary-signature'] }),
    ],
    ['an odd client id', () => withHeaders(signedReply({ body: reply }), { 'client-id': ['canary-client'] })],
    ['an odd time', () => withHeaders(signedReply({ body: reply }), { 'response-time': ['canary-time'] })],
    ['another status', () => ({ ...signedReply({ body: reply }), status: 500 })],
    ['a repeated member', () => signedReply({ body: `{"identityCode":"canary",${reply.slice(1)}`, path })],
    ['no JSON', () => signedReply({ body: `canary ${reply}`, path })],
    ['an unsigned answer', () => ({ ...signedReply({ body: reply }), headers: new Map() })],
  ] as const)('an unproven exchange: %s', async (_name, answer) => {
    const exchange = await outcome(answer);
    expect(exchange.kind).toBe('unproven');
    expect(printed(exchange)).not.toContain('canary');
    expect(printed('error' in exchange && exchange.error)).not.toContain('canary');
  });
  test('a gateway, a key ring and a key', async () => {
    const pem = privatePem('merchant');
    const secretLines = pem.split('\n').filter((line) => line.length > 40);
    const privateKey = await importPrivateKey(keyText('refused.encrypted-pkcs8.pem'), {
      passphrase: 'test-password',
    });
    const { gateway } = await openStubGateway(answerSigned(), { privateKeyPassphrase: 'canary-passphrase' });
    const ring = await createKeyRing(keyText('alipay.public.spki.pem'));
    const text = [gateway, privateKey, ring, await importPublicKey(keyText('alipay.public.spki.pem'))]
      .map(printed)
      .join('\n');
    expect(secretLines.length).toBeGreaterThan(10);
    for (const line of secretLines) expect(text).not.toContain(line);
    expect(text).not.toMatch(/canary|test-password|PRIVATE KEY/);
  });
  test('the errors about keys', async () => {
    const pem = privatePem('merchant');
    const damaged = pem.replace(/\n([A-Za-z0-9+/]{10})/, '\nAAAAAAAAAA');
    const line = pem.split('\n')[5] ?? '';
    const errors = [
      await caughtError(() => importPrivateKey(damaged)),
      await caughtError(() => importPublicKey(pem)),
      await caughtError(() => importPrivateKey(`canary-text ${line}`)),
      await caughtError(() =>
        importPrivateKey(keyText('refused.encrypted-pkcs8.pem'), { passphrase: 'canary-passphrase' }),
      ),
      await caughtError(() =>
        importPrivateKey({ kty: 'RSA', n: 'canary-n', e: 'AQAB', d: 'canary-d' } as never),
      ),
      await caughtError(() =>
        openStubGateway(answerSigned(), { canarySetting: 1, clientId: 'canary value' } as never),
      ),
    ];
    const text = errors.map(printed).join('\n').replaceAll('canarySetting', '');
    expect(line.length).toBeGreaterThan(40);
    expect(text).not.toContain('canary');
    expect(text).not.toContain(line);
  });
  test('the events of diagnostics_channel', async () => {
    const events: unknown[] = [];
    const keep = (event: unknown): void => void events.push(event);
    for (const name of Object.values(exchangeChannels)) subscribe(name, keep);
    try {
      await outcome(answerSigned({ body: reply }));
      await outcome(() => signedReply({ body: reply, pair: 'merchant' }));
    } finally {
      for (const name of Object.values(exchangeChannels)) unsubscribe(name, keep);
    }
    expect(events).toHaveLength(4);
    expect(printed(events)).not.toContain('canary');
  });
});
