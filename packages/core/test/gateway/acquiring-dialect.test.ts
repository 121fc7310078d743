import { createPublicKey, verify } from 'node:crypto';
import { type AcquiringDialect, acquiringDialects, acquiringTestBaseUrl } from '@alipay-intl/core';
import { describe, expect, test } from 'vitest';
import { caughtError } from '../fixtures/caught-error.ts';
import {
  answerGenuine,
  firstRequest,
  openStubAcquiring,
  payFunction,
  sentEnvelope,
} from '../fixtures/stub-acquiring.ts';
import { publicPem } from '../fixtures/vectors.ts';

const merchant = createPublicKey(publicPem('merchant'));

describe('a dialect decides version, signType, hash and address (docs/wire/acquiring §1, §2.1, §4.2)', () => {
  test.each([
    ['public-2.0.4', '2.0.4', 'RSA2', 'sha256', 'merchantId', 'https://open-sea.alipay.com'],
    ['public-2.0.2', '2.0.2', 'RSA2', 'sha256', 'partnerId', 'https://open-na.alipay.com'],
  ] as const)('%s', async (dialect, headVersion, signType, hash, partyField, origin) => {
    const { gateway, sent } = await openStubAcquiring(undefined, { dialect });
    expect((await gateway.exchange({ function: payFunction, body: {} })).kind).toBe('answered');
    expect(gateway.origin).toBe(origin);
    expect(gateway.dialect).toEqual({
      version: headVersion,
      hash,
      partyField,
      sendsSignType: true,
      baseUrl: `${origin}/api`,
    });
    expect(sent[0]?.path).toBe('/api/alipay/intl/acquiring/offline/pay.htm');
    const { head, content, signature } = sentEnvelope(sent[0]?.body ?? Buffer.alloc(0));
    expect(head).toMatchObject({ version: headVersion, signType });
    expect(verify(hash, content, merchant, Buffer.from(signature, 'base64'))).toBe(true);
  });
  test('public-2.0.4 is the default', async () => {
    const { gateway } = await openStubAcquiring();
    expect(gateway.dialect).toEqual(acquiringDialects['public-2.0.4']);
  });
  test('hk-2.0.0 signs with SHA-1, sends no signType, and needs a baseUrl', async () => {
    const settings = { dialect: 'hk-2.0.0', baseUrl: acquiringTestBaseUrl } as const;
    const { gateway, sent } = await openStubAcquiring(answerGenuine({ hash: 'sha1' }), settings);
    expect((await gateway.exchange({ function: payFunction, body: {} })).kind).toBe('answered');
    expect(gateway.origin).toBe('https://isupergw.alipaydev.com');
    expect(gateway.dialect.partyField).toBe('merchantId');
    expect(sent[0]?.path).toBe('/isupergw/alipay/intl/acquiring/offline/pay.htm');
    const { head, content, signature } = sentEnvelope(sent[0]?.body ?? Buffer.alloc(0));
    expect(head['version']).toBe('2.0.0');
    expect(head).not.toHaveProperty('signType');
    expect(verify('sha1', content, merchant, Buffer.from(signature, 'base64'))).toBe(true);
    expect(verify('sha256', content, merchant, Buffer.from(signature, 'base64'))).toBe(false);

    const error = await caughtError(() => openStubAcquiring(undefined, { dialect: 'hk-2.0.0' }));
    expect(error).toMatchObject({
      code: 'ERR_OPTION_INVALID',
      issues: [{ path: 'baseUrl', message: 'is needed for this dialect' }],
    });
  });
  test.each([
    ['public-2.0.4', 'sha1'],
    ['hk-2.0.0', 'sha256'],
  ] as const)('%s does not believe an answer with %s', async (dialect, hash) => {
    const baseUrl = acquiringTestBaseUrl;
    const { gateway } = await openStubAcquiring(answerGenuine({ hash }), { dialect, baseUrl });
    expect(await gateway.exchange({ function: payFunction, body: {} })).toMatchObject({
      kind: 'unproven',
      error: { code: 'ERR_SIGNATURE_INVALID' },
    });
  });
  test('an own dialect', async () => {
    const dialect: AcquiringDialect = {
      version: '9.9',
      hash: 'sha1',
      partyField: 'partnerId',
      sendsSignType: true,
      baseUrl: 'https://gateway.example/own/',
    };
    const { gateway, sent } = await openStubAcquiring(answerGenuine({ hash: 'sha1' }), { dialect });
    expect((await gateway.exchange({ function: payFunction, body: {} })).kind).toBe('answered');
    expect(gateway.dialect).toEqual(dialect);
    expect(gateway.origin).toBe('https://gateway.example');
    expect(sent[0]?.path).toBe('/own/alipay/intl/acquiring/offline/pay.htm');
    expect(sentEnvelope(sent[0]?.body ?? Buffer.alloc(0)).head).toMatchObject({
      version: '9.9',
      signType: 'RSA2',
    });
  });
  test('an own dialect without an address needs a baseUrl, too', async () => {
    const dialect = { ...acquiringDialects['public-2.0.4'], baseUrl: undefined };
    const error = await caughtError(() => openStubAcquiring(undefined, { dialect }));
    expect(error).toMatchObject({ code: 'ERR_OPTION_INVALID', issues: [{ path: 'baseUrl' }] });
  });
  test.each([
    ['https://gateway.example', '/alipay'],
    ['https://gateway.example/', '/alipay'],
    ['https://gateway.example/api', '/api/alipay'],
    ['https://gateway.example/api/', '/api/alipay'],
    ['https://gateway.example:8443/a/isupergw', '/a/isupergw/alipay'],
  ])('baseUrl %s stands in for the address of the dialect', async (baseUrl, start) => {
    expect((await firstRequest({ baseUrl })).path).toBe(`${start}/intl/acquiring/offline/pay.htm`);
  });
});

describe('each function has its own path (docs/wire/acquiring §2.1)', () => {
  const pathOf = async (name: string, paths?: Record<string, string>): Promise<string> =>
    (await firstRequest({ baseUrl: 'https://gateway.example', ...(paths && { paths }) }, { function: name }))
      .path;

  test.each([
    ['acquiring.offline.pay', 'acquiring/offline/pay.htm'],
    ['acquiring.offline.payQuery', 'acquiring/offline/payquery.htm'],
    ['acquiring.offline.preCreate', 'acquiring/offline/precreate.htm'],
    ['acquiring.common.payCancel', 'acquiring/common/paycancel.htm'],
    ['acquiring.common.refund', 'acquiring/common/grefund.htm'],
    ['merchant.common.indirectMerchant.maintain', 'merchant/common/indirectMerchant/maintain.htm'],
    ['merchant.common.indirectMerchant.query', 'merchant/common/indirectMerchant/query.htm'],
    ['merchant.common.indirectMerchant.archive', 'merchant/common/indirectMerchant/archive.htm'],
  ])('alipay.intl.%s', async (name, path) => {
    expect(await pathOf(`alipay.intl.${name}`)).toBe(`/alipay/intl/${path}`);
  });
  test('own paths add functions and move known ones', async () => {
    const agreementPay = 'alipay.intl.acquiring.agreement.pay';
    const paths = { [agreementPay]: '/own/V200.htm', 'alipay.intl.acquiring.common.refund': '/moved.htm' };
    expect(await pathOf(agreementPay, paths)).toBe('/own/V200.htm');
    expect(await pathOf('alipay.intl.acquiring.common.refund', paths)).toBe('/moved.htm');
    expect(await pathOf(payFunction, paths)).toBe('/alipay/intl/acquiring/offline/pay.htm');
  });
  test.each([
    'alipay.intl.acquiring.agreement.pay',
    'alipay.intl.acquiring.offline.payquery',
    'alipay.intl.acquiring.common.grefund',
    '',
    'constructor',
    'toString',
    '__proto__',
    'hasOwnProperty',
  ])('%j has none and is refused', async (name) => {
    for (const paths of [undefined, { other: '/x' }]) {
      const { gateway, sent } = await openStubAcquiring(undefined, { paths });
      const error = await caughtError(() => gateway.exchange({ function: name, body: {} }));
      expect(error.code).toBe('ERR_REQUEST_INVALID');
      expect(error.message).toContain('No path is known for this function');
      expect(error.message).toContain('moved no money');
      expect(sent).toHaveLength(0);
    }
  });
});
