import { createPublicKey, sign, verify } from 'node:crypto';
import { type IncomingHttpHeaders, request } from 'node:http';
import type { Simulator } from '@alipay-intl/simulator';

export interface RawAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export interface CallOptions {
  readonly path?: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string | undefined>>;
  readonly time?: string;
  readonly privateKey?: string;
  readonly timeoutMs?: number;
}

// biome-ignore lint/suspicious/noExplicitAny: tests look into JSON of many shapes
export type Json = any;

export function operationPath(operation: string): string {
  return `/ams/api/v1/payments/${operation}`;
}

export function exchange(
  url: string,
  method: string,
  path: string,
  options: { headers?: Record<string, string>; body?: Buffer | string; timeoutMs?: number } = {},
): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url);
    const call = request(
      { hostname, port, path, method, headers: options.headers, agent: false },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: Buffer.concat(chunks),
          }),
        );
      },
    );
    call.on('error', reject);
    if (options.timeoutMs !== undefined) {
      setTimeout(() => call.destroy(new Error('test timeout')), options.timeoutMs);
    }
    call.end(options.body);
  });
}

/** Signs with node:crypto alone, written from docs/wire/v1 §2 and not from the simulator's own code. */
export async function send(
  simulator: Simulator,
  operation: string,
  body: unknown,
  options: CallOptions = {},
) {
  const path = options.path ?? operationPath(operation);
  const method = options.method ?? 'POST';
  const text = Buffer.isBuffer(body)
    ? body
    : Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
  const { clientId, merchantPrivateKey } = simulator.credentials;
  const time = options.time ?? '1685599933871';
  const content = Buffer.concat([Buffer.from(`${method} ${path}\n${clientId}.${time}.`), text]);
  const signature = sign('sha256', content, options.privateKey ?? merchantPrivateKey!).toString('base64');
  const headers: Record<string, string | undefined> = {
    'content-type': 'application/json; charset=UTF-8',
    'client-id': clientId,
    'request-time': time,
    signature: `algorithm=RSA256,keyVersion=1,signature=${encodeURIComponent(signature)}`,
    ...options.headers,
  };
  const sent = Object.fromEntries(
    Object.entries(headers).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
  return await exchange(simulator.url, method, path, {
    headers: sent,
    body: text,
    ...(options.timeoutMs !== undefined && { timeoutMs: options.timeoutMs }),
  });
}

/** Sends, checks the answer's signature over the raw bytes, and returns the parsed body. */
export async function call(
  simulator: Simulator,
  operation: string,
  body: unknown,
  options: CallOptions = {},
): Promise<Json> {
  const answer = await send(simulator, operation, body, options);
  const path = options.path ?? operationPath(operation);
  if (!isGenuine(answer, path, simulator.credentials.alipayPublicKey))
    throw new Error('answer is not genuine');
  return JSON.parse(answer.body.toString('utf8'));
}

export function isGenuine(
  message: { headers: IncomingHttpHeaders; body: Buffer },
  path: string,
  publicPem: string,
) {
  const time = message.headers['response-time'] ?? message.headers['request-time'];
  const encoded = /signature=([^,]+)$/.exec(String(message.headers['signature'] ?? ''))?.[1];
  if (time === undefined || encoded === undefined) return false;
  const head = Buffer.from(`POST ${path}\n${message.headers['client-id']}.${time}.`);
  const signature = Buffer.from(decodeURIComponent(encoded), 'base64');
  return verify('sha256', Buffer.concat([head, message.body]), createPublicKey(publicPem), signature);
}

let count = 0;

export function newId(prefix = 'pay'): string {
  count += 1;
  return `${prefix}_${process.pid}_${count}`;
}

export function payBody(
  scenario: 'EntryCode' | 'OrderCode' | 'PaymentCode',
  changes: Record<string, unknown> = {},
) {
  const env =
    scenario === 'EntryCode'
      ? { userAgent: 'AlipayClient/10.1.32.600' }
      : { storeTerminalId: 'T1', storeTerminalRequestTime: '2020-06-11T13:35:02+08:00' };
  return {
    productCode: 'IN_STORE_PAYMENT',
    paymentRequestId: newId(),
    paymentNotifyUrl: 'http://127.0.0.1:9/notify',
    paymentFactor: { inStorePaymentScenario: scenario },
    paymentMethod: {
      paymentMethodType: 'CONNECT_WALLET',
      ...(scenario === 'PaymentCode' && { paymentMethodId: '281234567890123456' }),
    },
    paymentAmount: { currency: 'USD', value: '599' },
    order: {
      referenceOrderId: 'order_1',
      orderDescription: 'Coffee',
      orderAmount: { currency: 'USD', value: '599' },
      merchant: {
        referenceMerchantId: 'M1',
        merchantName: 'Example Cafe',
        merchantMCC: '5814',
        store: { referenceStoreId: 'S1', storeName: 'Main Street', storeMCC: '5814' },
      },
      env,
    },
    ...changes,
  };
}
