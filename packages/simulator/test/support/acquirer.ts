import { createPublicKey, randomUUID, sign, verify } from 'node:crypto';
import type { Simulator } from '@alipay-intl/simulator';
import { exchange, type Json, newId, type RawAnswer } from './merchant.ts';

export const functions = {
  pay: ['acquiring.offline.pay', 'acquiring/offline/pay.htm'],
  payQuery: ['acquiring.offline.payQuery', 'acquiring/offline/payquery.htm'],
  payCancel: ['acquiring.common.payCancel', 'acquiring/common/paycancel.htm'],
  refund: ['acquiring.common.refund', 'acquiring/common/grefund.htm'],
  preCreate: ['acquiring.offline.preCreate', 'acquiring/offline/precreate.htm'],
  maintain: ['merchant.common.indirectMerchant.maintain', 'merchant/common/indirectMerchant/maintain.htm'],
  query: ['merchant.common.indirectMerchant.query', 'merchant/common/indirectMerchant/query.htm'],
  archive: ['merchant.common.indirectMerchant.archive', 'merchant/common/indirectMerchant/archive.htm'],
} as const;

export type FunctionKey = keyof typeof functions;

export interface EnvelopeOptions {
  readonly base?: '/api' | '/isupergw';
  readonly path?: string;
  readonly method?: string;
  readonly contentType?: string;
  readonly head?: Readonly<Record<string, unknown>>;
  readonly hash?: 'sha256' | 'sha1';
  readonly privateKey?: string;
  readonly timeoutMs?: number;
  /** Writes the inner object; JSON.stringify when absent. */
  readonly write?: (request: unknown) => string;
  /** Builds the envelope from the inner text and its signature. */
  readonly wrap?: (content: string, signature: string) => string;
}

export function functionName(name: FunctionKey): string {
  return `alipay.intl.${functions[name][0]}`;
}

export function acquiringPath(name: FunctionKey, base = '/api'): string {
  return `${base}/alipay/intl/${functions[name][1]}`;
}

export function signText(content: string, privateKey: string, hash = 'sha256'): string {
  return sign(hash, Buffer.from(content), privateKey).toString('base64');
}

/** Signs with node:crypto alone, written from docs/wire/acquiring §4.1 and not from the simulator's own code. */
export async function sendEnvelope(
  simulator: Simulator,
  name: FunctionKey,
  body: unknown,
  options: EnvelopeOptions = {},
): Promise<RawAnswer> {
  const head = {
    version: '2.0.4',
    function: functionName(name),
    clientId: simulator.credentials.clientId,
    reqTime: '2026-11-01T12:00:00+08:00',
    reqMsgId: randomUUID(),
    reserve: '{}',
    ...options.head,
  };
  const content = (options.write ?? JSON.stringify)({ head, body });
  const key = options.privateKey ?? simulator.credentials.merchantPrivateKey!;
  const signature = signText(content, key, options.hash);
  const wrap = options.wrap ?? ((text, mark) => `{"request":${text},"signature":"${mark}"}`);
  const path = options.path ?? acquiringPath(name, options.base);
  return await exchange(simulator.url, options.method ?? 'POST', path, {
    headers: { 'content-type': options.contentType ?? 'application/json; charset=utf-8' },
    body: wrap(content, signature),
    ...(options.timeoutMs !== undefined && { timeoutMs: options.timeoutMs }),
  });
}

/** Exact text of the signed member of a compact or pretty envelope, cut with the help of JSON.parse alone. */
export function signedText(text: string, member: 'request' | 'response' = 'response'): string {
  const start = text.indexOf('{', text.indexOf(`"${member}"`) + member.length + 2);
  for (let end = text.indexOf('}', start); end >= 0; end = text.indexOf('}', end + 1)) {
    const candidate = text.slice(start, end + 1);
    if (parses(candidate)) return candidate;
  }
  throw new Error('no signed member');
}

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

export function isSealed(
  text: string,
  publicPem: string,
  options: { hash?: string; member?: 'request' | 'response'; times?: number } = {},
): boolean {
  const { signature } = JSON.parse(text);
  if (typeof signature !== 'string') return false;
  let bytes = Buffer.from(signature, 'base64');
  for (let round = 1; round < (options.times ?? 1); round += 1) {
    bytes = Buffer.from(bytes.toString('latin1'), 'base64');
  }
  const content = Buffer.from(signedText(text, options.member));
  return verify(options.hash ?? 'sha256', content, createPublicKey(publicPem), bytes);
}

/** Sends, checks the signature over the raw text, and returns the parsed body of the response. */
export async function callAcquiring(
  simulator: Simulator,
  name: FunctionKey,
  body: unknown,
  options: EnvelopeOptions = {},
): Promise<Json> {
  const answer = await sendEnvelope(simulator, name, body, options);
  const text = answer.body.toString('utf8');
  const hash = options.hash ?? 'sha256';
  if (!isSealed(text, simulator.credentials.alipayPublicKey, { hash })) {
    throw new Error(`answer is not genuine: ${text}`);
  }
  return JSON.parse(text).response.body;
}

/** Result of an answer that need not be signed, as code and status. */
export function resultOf(answer: RawAnswer): string {
  const { resultCode, resultStatus } = JSON.parse(answer.body.toString('utf8')).response.body.resultInfo;
  return `${resultCode}/${resultStatus}`;
}

export function codeOf(body: Json): string {
  return `${body.resultInfo.resultCode}/${body.resultInfo.resultStatus}`;
}

export function barcodeBody(changes: Record<string, unknown> = {}) {
  return {
    merchantId: 'TEST_MERCHANT',
    productCode: 'OFFLINE_PAY',
    merchantTransId: newId('trans'),
    codeType: 'BARCODE',
    identityCode: '281234567890123456',
    order: {
      orderAmount: { currency: 'USD', value: '599' },
      orderTitle: 'Kaffee und Törtchen',
      seller: { sellerId: '58000001', sellerName: 'Example Cafe', sellerMCC: '5814' },
    },
    ...changes,
  };
}

export function preCreateBody(changes: Record<string, unknown> = {}) {
  const { codeType: _codeType, identityCode: _identityCode, ...others } = barcodeBody();
  return { ...others, ...changes };
}

/** Pays with a code that pays at once and returns the ids. */
export async function payOnce(simulator: Simulator, changes: Record<string, unknown> = {}) {
  const { merchantTransId } = barcodeBody();
  const body = await callAcquiring(simulator, 'pay', barcodeBody({ merchantTransId, ...changes }));
  return { merchantTransId: String(body.merchantTransId), acquirementId: String(body.acquirementId), body };
}
