import { recognizeWallet } from '@alipay-intl/payments';
import { recognizeWallet as fromSubpath } from '@alipay-intl/payments/wallet';
import fc from 'fast-check';
import { expect, it } from 'vitest';

// The samples of docs/wire/v1 §8.4, with plausible text where the documents leave something out.
const alipay =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 11_3 like Mac OS X) NebulaSDK/1.8.100112 Nebula PSDType(1) AlipayDefined(nt:4G,ws:320|504|2.0) AliApp(AP/10.1.32.600) AlipayClient/10.1.32.600 Alipay Language/zh-Hans AlipayConnect';
const alipayHk =
  'Mozilla/5.0 (Linux; U; Android 8.1.0; zh-cn) NebulaSDK/1.8.100112 Nebula AlipayDefined(nt:WIFI,ws:360|0|3.0) AliApp(APHK/4.7.3.114) AlipayClientHK/4.7.3.114 Language/zh-HK useStatusBar/true AlipayClient/ Alipay Language/zh-Hans';

it('knows the documented samples', () => {
  expect(recognizeWallet(alipay)).toEqual({ wallet: 'ALIPAY_CN', isAlipayPlus: true });
  expect(recognizeWallet(alipayHk)).toEqual({
    wallet: 'ALIPAY_HK',
    isAlipayPlus: alipayHk.includes('AlipayConnect'),
  });
  expect(recognizeWallet(`${alipayHk} AlipayConnect`).isAlipayPlus).toBe(true);
});

it('does not take AlipayHK for the mainland wallet, although it says AlipayClient/ too', () => {
  expect(alipayHk).toContain('AlipayClient/');
  expect(recognizeWallet('AlipayClient/ AlipayClientHK/4').wallet).toBe('ALIPAY_HK');
  expect(recognizeWallet('AliApp(AP/1) AliApp(APHK/1)').wallet).toBe('ALIPAY_HK');
});

it.each(['AliApp(AP/10)', 'AlipayClient/10'])('knows %s alone', (text) => {
  expect(recognizeWallet(text).wallet).toBe('ALIPAY_CN');
});

it('tells another wallet of Alipay+ by AlipayConnect', () => {
  expect(recognizeWallet('Mozilla/5.0 TNGD/1.7 AlipayConnect')).toEqual({
    wallet: 'ALIPAY_PLUS',
    isAlipayPlus: true,
  });
});

it('looks for your own wallets first, in their order', () => {
  const identifiers = [
    { wallet: 'GCASH', contains: 'GCash/' },
    { wallet: 'OTHER', contains: 'GCash' },
    { wallet: 'MINE', contains: 'AliApp(APHK/' },
  ];
  expect(recognizeWallet('Mozilla/5.0 GCash/5 AlipayConnect', identifiers).wallet).toBe('GCASH');
  expect(recognizeWallet('Mozilla/5.0 GCash AlipayConnect', identifiers).wallet).toBe('OTHER');
  expect(recognizeWallet(alipayHk, identifiers).wallet).toBe('MINE');
  expect(recognizeWallet(alipay, identifiers).wallet).toBe('ALIPAY_CN');
});

it.each([
  undefined,
  '',
  'Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Safari/604.1',
  'alipayclient/10 aliapp(ap/10)',
  'Alipay',
  'MicroMessenger/8.0',
  '\u0000\ud800',
])('knows nobody in %j', (text) => {
  expect(recognizeWallet(text)).toEqual({ wallet: 'UNKNOWN', isAlipayPlus: false });
});

it('never fails on garbage', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => {
      expect(['UNKNOWN', 'ALIPAY_CN', 'ALIPAY_HK', 'ALIPAY_PLUS']).toContain(recognizeWallet(text).wallet);
    }),
  );
});

it('is the same function behind its own subpath', () => {
  expect(fromSubpath).toBe(recognizeWallet);
});
