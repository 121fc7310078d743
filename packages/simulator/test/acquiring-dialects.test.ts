import { createManualClock, type Simulator, type SimulatorOptions } from '@alipay-intl/simulator';
import { afterEach, describe, expect, it } from 'vitest';
import {
  barcodeBody,
  callAcquiring,
  codeOf,
  isSealed,
  preCreateBody,
  resultOf,
  sendEnvelope,
  signedText,
} from './support/acquirer.ts';
import { startQuickly } from './support/start.ts';

const cleanups: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup();
});

async function start(options: SimulatorOptions['acquiring']): Promise<Simulator> {
  const simulator = await startQuickly({
    clock: createManualClock(Date.parse('2026-11-01T12:00:00+08:00')),
    acquiring: { ...options },
  });
  cleanups.push(simulator.close);
  return simulator;
}

describe('dialects', () => {
  it('public-2.0.2 names the party partnerId', async () => {
    const simulator = await start({ dialect: 'public-2.0.2', merchantId: 'P1' });
    expect(simulator.credentials.merchantId).toBe('P1');
    const { merchantId: _merchantId, ...others } = barcodeBody();
    const head = { version: '2.0.2' };
    const paid = await callAcquiring(simulator, 'pay', { ...others, partnerId: 'P1' }, { head });
    expect(codeOf(paid)).toBe('SUCCESS/S');
    const wrong = await callAcquiring(simulator, 'pay', { ...others, merchantId: 'P1' }, { head });
    expect(wrong.resultInfo.resultMsg).toBe('partnerId is missing');
    const long = await callAcquiring(simulator, 'pay', { ...others, partnerId: 'P'.repeat(33) }, { head });
    expect(long.resultInfo.resultMsg).toBe('partnerId is longer than 32 characters');
  });

  it('hk-2.0.0 hashes with SHA-1, has no signType and takes long codes', async () => {
    const simulator = await start({ dialect: 'hk-2.0.0' });
    const head = { version: '2.0.0', signType: 'anything' };
    const body = barcodeBody();
    expect(codeOf(await callAcquiring(simulator, 'pay', body, { head, hash: 'sha1' }))).toBe('SUCCESS/S');
    const long = barcodeBody({ identityCode: `28${'1'.repeat(98)}` });
    expect(codeOf(await callAcquiring(simulator, 'pay', long, { head, hash: 'sha1' }))).toBe(
      'INVALID_PAYMENT_CODE/F',
    );
    expect(resultOf(await sendEnvelope(simulator, 'pay', body, { head }))).toBe('INVALID_SIGNATURE/F');
  });
});

describe('forms of an answer', () => {
  const forms = (['compact', 'pretty', 'escaped'] as const).flatMap((style) =>
    (['content-first', 'signature-first'] as const).flatMap((memberOrder) =>
      (['once', 'twice'] as const).map((encoding) => ({ style, memberOrder, encoding })),
    ),
  );

  it.each(forms)('$style, $memberOrder, encoded $encoding', async (form) => {
    const simulator = await start(form);
    const seller = {
      merchantId: 'TEST_MERCHANT',
      operationType: 'ADD',
      sellerInfo: { sellerId: 'S1', sellerName: 'Café "Brücke" 早安 }{' },
    };
    await sendEnvelope(simulator, 'maintain', seller);
    const asked = { merchantId: 'TEST_MERCHANT', sellerId: 'S1' };
    const answer = await sendEnvelope(simulator, 'query', asked);
    const text = answer.body.toString('utf8');
    const times = form.encoding === 'twice' ? 2 : 1;
    expect(isSealed(text, simulator.credentials.alipayPublicKey, { times })).toBe(true);
    const members = Object.keys(JSON.parse(text));
    expect(members).toEqual(
      form.memberOrder === 'content-first' ? ['response', 'signature'] : ['signature', 'response'],
    );
    expect(JSON.parse(text).signature).toHaveLength(times === 1 ? 344 : 460);
    expect(JSON.parse(text).response.body.sellerInfo).toEqual(seller.sellerInfo);
    expect(signedText(text).includes('\n')).toBe(form.style === 'pretty');
    expect(text.includes('早')).toBe(form.style !== 'escaped');
    expect(/[^\x20-\x7e]/.test(text)).toBe(form.style !== 'escaped');
  });

  it('escapes slashes inside the content and inside the signature', async () => {
    const simulator = await start({ style: 'escaped' });
    const text = (await sendEnvelope(simulator, 'preCreate', preCreateBody())).body.toString('utf8');
    expect(text).toContain('"orderQrCode":"http:\\/\\/127.0.0.1');
    expect(text).not.toMatch(/[^\\]\//);
    expect(isSealed(text, simulator.credentials.alipayPublicKey)).toBe(true);
  });

  it.each([
    ['transStatus', (body: Record<string, unknown>) => body['transStatus']],
    [
      'statusDetail.acquirementStatus',
      (body: { statusDetail: Record<string, unknown> }) => body.statusDetail['acquirementStatus'],
    ],
  ])('puts the state at %s, in the words that were chosen', async (statusField, read) => {
    const simulator = await start({ statusField, stateWords: { paid: 'SUCCESS' } });
    const request = barcodeBody();
    await callAcquiring(simulator, 'pay', request);
    const { merchantId, merchantTransId } = request;
    const body = await callAcquiring(simulator, 'payQuery', { merchantId, merchantTransId });
    expect(read(body)).toBe('SUCCESS');
    expect(body).not.toHaveProperty('acquirementStatus');
  });
});

describe('options', () => {
  it.each([
    { dialect: 'public-3' },
    { dialect: 'toString' },
    { encoding: 'thrice' },
    { memberOrder: 'random' },
    { style: 'ugly' },
    { notificationMember: 'answer' },
    { acknowledgement: 'none' },
    { merchantId: '' },
    { merchantId: 'x'.repeat(65) },
    { statusField: 'a..b' },
    { barcodeExpiryMs: 0 },
    { notifyUrl: 'nowhere' },
    { isvAccessToken: '' },
  ])('refuses %j by name', async (acquiring) => {
    await expect(startQuickly({ acquiring } as SimulatorOptions)).rejects.toMatchObject({
      code: 'ERR_SIMULATOR_OPTION_INVALID',
      message: expect.stringContaining(`acquiring.${Object.keys(acquiring)[0]} must be`),
    });
  });
});
