import { createNotificationReceiver, createNotificationVerifier, type Receipt } from '@alipay-intl/notify';
import { forgetfulLog } from '../../support/forgetful-log.ts';
import { Random } from '../../trial/random.ts';
import { clientId, notifyPath, ringOf } from '../support/sender.ts';
import { type Genuine, sealContent, signedText, signV1 } from './genuine.ts';
import { limits } from './oracle.ts';
import { nowMs } from './pool.ts';
import { createReceiverUnderTest, refusalOf } from './receiver-under-test.ts';

/** What came of all cuts of some signed messages. */
export interface SpliceReport {
  readonly messages: number;
  cuts: number;
  /** Must stay 0. */
  believed: number;
  /** The right cut of each message, which must be believed. */
  genuine: number;
  readonly codes: Record<string, number>;
}

interface Cut {
  readonly clientId: string;
  readonly time: string;
  readonly body: Buffer;
  readonly url: string;
}

// Values in which a client id, a time or a body seems to go on.
const dotted = [
  '.',
  '..',
  '10.5',
  clientId,
  `${clientId}.1793505600123.{}`,
  '2026-11-01T12:00:00.253+05:30',
  '\n',
  '{',
  '}',
];
const senders = [clientId, 'A.B', '5Y.1793505600123', 'SANDBOX_5Y.2026-11-01T12:00:00.1Z'] as const;
const times = [
  ...(['1793505600123', '2026-11-01T12:00:00+08:00', '2026-11-01T09:30:00.253+05:30'] as const),
  ...(['2026-11-01T04:00:00.1234567Z', '2026-11-01T04:00:00.5Z'] as const),
] as const;

function messageOf(random: Random): Genuine {
  const note = Array.from(
    { length: random.between(0, 3) },
    () => dotted[random.between(0, dotted.length - 1)],
  );
  const text = JSON.stringify({
    notifyType: 'PAYMENT_RESULT',
    result: { resultCode: 'SUCCESS', resultStatus: 'S', resultMessage: 'ok.' },
    paymentRequestId: `pay_${random.between(1, 999)}`,
    paymentAmount: { currency: 'USD', value: '599' },
    note: note.join('.'),
    'amount.value': random.between(0, 99) / 10,
  });
  // A body that begins like the rest of a signed text is no JSON, yet its cuts might be.
  const odd = random.chance(0.1) ? `\n${clientId}.1793505600123.${text}` : text;
  return signV1(Buffer.from(odd), {
    ...{ name: 'splice', sentAtMs: nowMs, isRight: odd === text },
    ...{
      clientId: random.pick(senders),
      time: random.pick(times),
      query: random.pick(['', '?a=1.5', '?shop=1']),
    },
  });
}

/** Every way to cut a signed text at two of its dots, and at each of its line feeds, into a request. */
function* cutsOf({ path, ...message }: Genuine): Generator<Cut> {
  const text = signedText(path, message.clientId, message.time, message.content).toString('latin1');
  for (const start of placesOf(text, '\n', 0)) {
    const url = text.slice('POST '.length, start);
    for (const first of placesOf(text, '.', start + 1)) {
      for (const second of placesOf(text, '.', first + 1)) {
        const [client, time] = [text.slice(start + 1, first), text.slice(first + 1, second)];
        yield { clientId: client, time, body: Buffer.from(text.slice(second + 1), 'latin1'), url };
      }
    }
  }
}

function* placesOf(text: string, letter: string, from: number): Generator<number> {
  for (let at = text.indexOf(letter, from); at >= 0; at = text.indexOf(letter, at + 1)) yield at;
}

/**
 * Delivers every cut of every message to a receiver of the client that signed, and to one of the client that the cut names, where there
 * can be one. docs/wire/v1 §2.1.
 */
export async function runSplices(seed: number, messages: number): Promise<SpliceReport> {
  const report = emptySplices(messages);
  const deliver = await createDelivery();
  for (let number = 0; number < messages; number += 1) {
    const message = messageOf(new Random(seed, number));
    for (const cut of cutsOf(message)) {
      const configurable = [message.clientId, cut.clientId].filter((id) => /^[\x21-\x7e]{1,128}$/.test(id));
      for (const configured of new Set(configurable))
        note(report, await deliver(configured, cut, message), isRight(configured, cut, message));
    }
  }
  return report;
}

const emptySplices = (messages: number): SpliceReport => ({
  ...{ messages, cuts: 0, believed: 0, genuine: 0, codes: {} },
});

function isRight(
  configured: string,
  { url, ...cut }: Cut,
  { clientId: own, time, path, isRight: isJson }: Genuine,
): boolean {
  return isJson && configured === own && cut.clientId === own && cut.time === time && url === path;
}

function note(report: SpliceReport, receipt: Receipt, isExpected: boolean): void {
  const isBelieved = receipt.kind !== 'refused';
  if (isExpected) {
    report.genuine += isBelieved ? 1 : 0;
    return;
  }
  report.cuts += 1;
  report.believed += isBelieved ? 1 : 0;
  const code = refusalOf(receipt);
  report.codes[code] = (report.codes[code] ?? 0) + 1;
}

type Delivery = (configured: string, cut: Cut, message: Genuine) => Promise<Receipt>;

/** One receiver, whose verifier is that of the configured client. */
async function createDelivery(): Promise<Delivery> {
  const keyRing = await ringOf('1', '2');
  const verifierOf = (client: string) =>
    createNotificationVerifier({ clientId: client, path: notifyPath, keyRing });
  let v1 = verifierOf(clientId);
  const receiver = createNotificationReceiver({
    verifiers: { v1: { ...v1, verify: (request) => v1.verify(request) } },
    ...{ lookup: 'handler-compares', window: limits.window, clock: { now: () => nowMs } },
    ...{ log: forgetfulLog, handler: () => undefined },
  });
  return (configured, { url, time, body, ...cut }, message) => {
    v1 = verifierOf(configured);
    const signature = message.headers.find(([name]) => name === 'signature')?.[1] ?? '';
    const headers = ['client-id', cut.clientId, 'request-time', time, 'signature', signature];
    return receiver.receive({ method: 'POST', url, headers, body });
  };
}

const tempting = [
  '"},"signature":"',
  '{"head":{},"body":{}}',
  '}}',
  '"request":{',
  '\\"',
  ',"signature":"AAAA"}',
];

/**
 * An envelope signs one object and joins nothing, so its boundary could only move where braces, quotes or the words of the envelope
 * stand inside it. Delivers every object that stands in a signed content, and every piece between two of its braces, as the content,
 * with the signature that was made for the whole. docs/wire/acquiring §4.1.
 */
export async function runEnvelopeCuts(seed: number, messages: number): Promise<SpliceReport> {
  const report = emptySplices(messages);
  const receiver = await createReceiverUnderTest();
  const usual = { method: 'POST', url: notifyPath, headers: [] } as const;
  for (let number = 0; number < messages; number += 1) {
    const { body, content, signature } = envelopeOf(new Random(seed, number));
    note(report, await receiver.receive({ ...usual, body }, nowMs), true);
    for (const piece of piecesOf(content.toString('latin1'))) {
      const cut = Buffer.from(`{"request":${piece},"signature":"${signature}"}`, 'latin1');
      note(report, await receiver.receive({ ...usual, body: cut }, nowMs), false);
    }
  }
  return report;
}

/** Each piece from an opening to a closing brace that is not the whole. */
function* piecesOf(text: string): Generator<string> {
  for (const start of placesOf(text, '{', 0)) {
    for (const end of placesOf(text, '}', start)) {
      const piece = text.slice(start, end + 1);
      if (piece !== text) yield piece;
    }
  }
}

function envelopeOf(random: Random): Genuine {
  const memo = Array.from(
    { length: random.between(0, 3) },
    () => tempting[random.between(0, tempting.length - 1)],
  );
  const inner = {
    head: { function: 'alipay.intl.acquiring.offline.notify.pay', clientId, reqMsgId: 'inner' },
    body: { resultInfo: { resultStatus: 'S', resultCode: 'SUCCESS' }, merchantTransId: 'pay_9' },
  };
  const outer = {
    head: { function: 'alipay.intl.acquiring.new', clientId, reqMsgId: `m${random.bits()}` },
    body: { memo: memo.join(''), ...(random.chance(0.5) && { request: inner }), list: [{ a: {} }] },
  };
  const content = Buffer.from(JSON.stringify(outer));
  return sealContent(content, { name: 'cut', pair: 'alipay', isRight: true, sentAtMs: undefined });
}
