import type {
  AcceptedAcquiringNotification,
  AcceptedNotification,
  NotificationReceiver,
  NotificationRequest,
  NotificationVerifier,
  Receipt,
} from '@alipay-intl/notify';
import { clientId } from '../support/sender.ts';
import { signatureOf, signedText } from './genuine.ts';
import type { Violation } from './mutation-report.ts';
import { nowMs, recordOf } from './pool.ts';
import type { Sabotage } from './receiver-under-test.ts';

type Saboteur = (receiver: NotificationReceiver) => NotificationReceiver;

type Request = NotificationRequest & { readonly headers: readonly string[]; readonly body: Uint8Array };

/** Changes requests of the usual shape before the receiver sees them. */
function lenient(forgive: (request: Request) => Partial<Request>): Saboteur {
  return (receiver) => ({
    ...receiver,
    receive: (request) =>
      isUsual(request) ? receiver.receive({ ...request, ...forgive(request) }) : receiver.receive(request),
  });
}

function isUsual(request: NotificationRequest): request is Request {
  return Array.isArray(request.headers) && request.body instanceof Uint8Array;
}

/** Changes the value of a header, or drops it where `change` gives none. */
function withHeader(list: readonly string[], name: string, change: (value: string) => string | undefined) {
  const changed: string[] = [];
  for (let at = 0; at + 1 < list.length; at += 2) {
    const [key = '', old = ''] = [list[at], list[at + 1]];
    const value = key.toLowerCase() === name ? change(old) : old;
    if (value !== undefined) changed.push(key, value);
  }
  return changed;
}

const forgivingHeader = (name: string, change: (value: string) => string | undefined): Saboteur =>
  lenient(({ headers }) => ({ headers: withHeader(headers, name, change) }));

const pair = /((?:^|,)\s*signature=)([^,]*)/;
const forgivingSignature = (change: (text: string) => string): Saboteur =>
  forgivingHeader('signature', (header) =>
    header.replace(pair, (_all, name: string, text: string) => name + change(text)),
  );

function firstOfEach(list: readonly string[]): string[] {
  const seen = new Set<string>();
  return list.flatMap((name, at) => {
    if (at % 2 === 1 || seen.has(name.toLowerCase())) return [];
    seen.add(name.toLowerCase());
    return [name, list[at + 1] ?? ''];
  });
}

const textOf = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

function writtenAgain(bytes: Uint8Array): Uint8Array {
  try {
    return Buffer.from(JSON.stringify(JSON.parse(textOf(bytes))));
  } catch {
    return bytes;
  }
}

const headerIn = (list: readonly string[], name: string): string =>
  list[list.findIndex((key, at) => at % 2 === 0 && key.toLowerCase() === name) + 1] ?? '';

const decoded = (text: string): string =>
  text.replace(/%([0-9a-f]{2})/gi, (_all, code: string) => String.fromCharCode(Number.parseInt(code, 16)));

/** Takes a signature for the right one where it begins like it. */
function prefixMatching({ url, headers, body }: Request): Partial<Request> {
  const text = signedText(url, clientId, headerIn(headers, 'request-time'), Buffer.from(body));
  const right = signatureOf(text, 'alipay');
  const given = decoded(pair.exec(headerIn(headers, 'signature'))?.[2] ?? '');
  const isPrefix = given.length > 0 && right.startsWith(given.replace(/=+$/, ''));
  const proven = `algorithm=RSA256,signature=${right}`;
  return isPrefix ? { headers: withHeader(headers, 'signature', () => proven) } : {};
}

const throwing: Saboteur = (receiver) => ({
  ...receiver,
  receive: async (request) => {
    if (isUsual(request)) decodeURIComponent(headerIn(request.headers, 'signature'));
    return receiver.receive(request);
  },
});

/** @octokit/webhooks 9 to 12, CVE-2023-50728: a malformed request ended the process. */
const endingTheProcess: Saboteur = (receiver) => ({
  ...receiver,
  receive: (request) => {
    if (isUsual(request)) void Promise.resolve().then(() => JSON.parse(textOf(request.body)));
    return receiver.receive(request);
  },
});

function aroundReceipt(change: (receipt: Receipt) => Receipt): Saboteur {
  return (receiver) => ({
    ...receiver,
    receive: async (request) => change(await receiver.receive(request)),
  });
}

const untyped = aroundReceipt((receipt) =>
  receipt.kind === 'refused' && receipt.error.code === 'ERR_SIGNATURE_MALFORMED'
    ? { ...receipt, error: new RangeError('Input buffers must have the same byte length') as never }
    : receipt,
);

const acknowledgingRefusals = aroundReceipt((receipt) =>
  receipt.kind === 'refused' ? { ...receipt, answer: { ...receipt.answer, status: 200 } } : receipt,
);

const keyedByItsText: Saboteur = (receiver) => ({
  ...receiver,
  receive: async (request) => {
    const receipt = await receiver.receive(request);
    if (receipt.kind !== 'handled' || !isUsual(request)) return receipt;
    const { received } = receipt;
    const delivery = { ...received.delivery, key: headerIn(request.headers, 'signature') };
    return { ...receipt, received: { ...received, delivery } as typeof received };
  },
});

const pedantic = forgivingHeader('signature', (text) =>
  /^algorithm=\w+,keyVersion=/.test(text) ? text : '',
);

/** Changes what a verifier says of the time of what it believes. */
function otherTime<Accepted extends AcceptedNotification | AcceptedAcquiringNotification>(
  verifier: NotificationVerifier<Accepted> | undefined,
  change: (sentAtMs: number | undefined) => number | undefined,
): NotificationVerifier<Accepted> | undefined {
  if (verifier === undefined) return undefined;
  return {
    ...verifier,
    verify: (request) => {
      const verified = verifier.verify(request);
      return verified.accepted ? { ...verified, sentAtMs: change(verified.sentAtMs) } : verified;
    },
  };
}

const timeless = (change: (sentAtMs: number | undefined) => number | undefined): Sabotage => ({
  verifiers: ({ v1, acquiring }) => ({ v1: otherTime(v1, change), acquiring: otherTime(acquiring, change) }),
});

const aroundReceiver: Readonly<Record<string, Saboteur>> = {
  'a signature is trimmed and its junk skipped': forgivingSignature((text) =>
    text.replace(/[^\w%+/=-]/g, ''),
  ),
  'a shorter signature that begins like the right one is taken (CVE-2024-21491)': lenient(prefixMatching),
  'URL-safe base64 without padding is taken': forgivingSignature((text) =>
    Buffer.from(decoded(text), 'base64').toString('base64'),
  ),
  'a blank is read as a plus': forgivingSignature((text) => text.replaceAll(' ', '+')),
  'any algorithm is taken': forgivingHeader('signature', (text) =>
    text.replace(/algorithm=[^,]*/, 'algorithm=RSA256'),
  ),
  'the first of repeated headers is taken': lenient(({ headers }) => ({ headers: firstOfEach(headers) })),
  'the client id is not compared': forgivingHeader('client-id', () => clientId),
  'what stands behind the time is skipped': forgivingHeader('request-time', (time) =>
    time.replace(/(?<=Z|\d{13}).*$/s, ''),
  ),
  'the body is decoded before it is verified': lenient(({ body }) => ({ body: Buffer.from(textOf(body)) })),
  'the body is trimmed': lenient(({ body }) => ({
    body: Buffer.from(Buffer.from(body).toString('latin1').trim(), 'latin1'),
  })),
  'the body is parsed and written again': lenient(({ body }) => ({ body: writtenAgain(body) })),
  'the method does not matter': lenient(() => ({ method: 'POST' })),
  'an encoding does not matter': forgivingHeader('content-encoding', () => undefined),
  'what stands behind a signed query is skipped': lenient(({ url }) => ({
    url: url.replace(/(lang=zh_CN).*/s, '$1'),
  })),
};

const believing: Readonly<Record<string, Sabotage>> = {
  ...Object.fromEntries(Object.entries(aroundReceiver).map(([name, receiver]) => [name, { receiver }])),
  'the time does not matter': timeless(() => undefined),
  'a time in the future is taken, as by stripe-node': timeless((sentAtMs) => Math.min(sentAtMs ?? 0, nowMs)),
  'the window is a millisecond too long': timeless((sentAtMs) =>
    sentAtMs === undefined ? undefined : sentAtMs + 1,
  ),
  'amount and currency are not compared (CVE-2026-9189)': { lookup: () => 'handler-compares' },
  'an unknown payment is taken': { lookup: () => () => recordOf('pay_1') },
};

/** Defects that receivers really have had, and what the mutations must find because of each. */
export const sabotages: readonly (readonly [name: string, finding: Violation, sabotage: Sabotage])[] = [
  ...Object.entries(believing).map(
    ([name, sabotage]) => [name, 'believed although changed', sabotage] as const,
  ),
  ['a malformed header throws', 'rejected promise', { receiver: throwing }],
  [
    'a malformed body ends the process (CVE-2023-50728)',
    'would have ended the process',
    { receiver: endingTheProcess },
  ],
  ['an error has no type', 'untyped error', { receiver: untyped }],
  ['a refusal is acknowledged', 'untyped error', { receiver: acknowledgingRefusals }],
  ['an event is known by its signature', 'taken for another event', { receiver: keyedByItsText }],
  ['further pairs of the header are refused', 'refused although unchanged', { receiver: pedantic }],
  [
    'the effect comes before the comparison',
    'effect of a refused one',
    {
      lookup: (effect) => (id) => {
        effect();
        return recordOf(id);
      },
    },
  ],
];
