// Does an answer in an envelope cost more than the RSA and the parsing in it?
import { createPublicKey, verify } from 'node:crypto';
import { createKeyRing, importPrivateKey } from '@alipay-intl/core/keys';
import { openEnvelope, sealEnvelope, sliceEnvelope } from '@alipay-intl/core/signing';
import { createKeyPair } from './harness/keys.ts';
import { syncPaceOf } from './harness/pace.ts';
import { printPace, printPaceRatio, printQuestion } from './harness/report.ts';
import { measureInTurns } from './harness/rounds.ts';

const rounds = 31;
const durationMs = 200;
const alipay = createKeyPair();
const keyRing = await createKeyRing(alipay.publicPem);
const publicKey = createPublicKey(alipay.publicPem);

// What a query of a paid barcode transaction answers.
const content = Buffer.from(
  JSON.stringify({
    head: {
      version: '2.0.4',
      function: 'alipay.intl.acquiring.offline.payQuery',
      clientId: '211000000000000000044',
      respTime: '2026-11-01T12:08:56+08:00',
      reqMsgId: '01a201cd-4d6a-7e0b-aac4-bfcd80f0ea46',
      reserve: '{}',
    },
    body: {
      resultInfo: {
        resultStatus: 'S',
        resultCodeId: '00000000',
        resultCode: 'SUCCESS',
        resultMsg: 'success',
      },
      acquirementId: '2026110112345678901234567890',
      merchantTransId: '01a201cd-4cef-7248-9019-be0a314302dd',
      acquirementStatus: 'TRADE_SUCCESS',
      orderAmount: { currency: 'USD', value: '599' },
      payAmount: { currency: 'CNY', value: '4253' },
      conversionRate: { quoteCurrencyPair: 'USD/CNY', quotePrice: '7.1' },
      paymentTime: '2026-11-01T12:08:50+08:00',
    },
  }),
);
const envelope = await sealEnvelope('response', content, {
  privateKey: await importPrivateKey(alipay.privatePem),
  hash: 'sha256',
});
const signature = Buffer.from((JSON.parse(envelope.toString()) as { signature: string }).signature, 'base64');
const rule = { hash: 'sha256', keyRing, members: ['response'] } as const;

printQuestion(
  `Envelopes: slice, verify and parse an answer of ${envelope.length} bytes, against crypto.verify and JSON.parse.`,
);
const reading = await measureInTurns(
  {
    library: () => syncPaceOf(readOurs, { batch: 50, durationMs }),
    bare: () => syncPaceOf(readBare, { batch: 50, durationMs }),
  },
  rounds,
);
printPace('slice + verify + parse', reading.library);
printPace('crypto.verify + JSON.parse', reading.bare);
printPaceRatio('envelope / bare', [reading.library, reading.bare], 0.85);

const slicing = await measureInTurns(
  {
    slice: () => syncPaceOf(() => expectTrue(sliceEnvelope(envelope).ok), { batch: 500, durationMs }),
    parse: () =>
      syncPaceOf(() => expectTrue(isObject(JSON.parse(envelope.toString()))), { batch: 500, durationMs }),
  },
  rounds,
);
printPace('slice alone', slicing.slice);
printPaceRatio('slice / JSON.parse of the whole', [slicing.slice, slicing.parse]);

function readOurs(): void {
  expectTrue(openEnvelope(envelope, rule).opened);
}

function readBare(): void {
  expectTrue(verify('sha256', content, publicKey, signature));
  expectTrue(isObject(JSON.parse(envelope.toString())));
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}

function expectTrue(value: boolean): void {
  if (!value) throw new Error('The wrong outcome was measured.');
}
