// What does payEntryCode cost beside the signature, the HTTP exchange and the verification that nobody can leave out?
import { type KeyObject, sign, verify } from 'node:crypto';
import { formatSignatureHeader } from '@alipay-intl/core/signing';
import { startAnsweringGateway } from './harness/answering-gateway.ts';
import { placedAnswer, signAnswer } from './harness/gateway-answers.ts';
import { createInStoreClient } from './harness/in-store-client.ts';
import { createKeyPair } from './harness/keys.ts';
import { type BarePool, createBarePool } from './harness/library-undici.ts';
import { clientId, messageTime, payBody, payContent, payPath } from './harness/messages.ts';
import { paceOf } from './harness/pace.ts';
import { printPace, printPaceRatio, printQuestion } from './harness/report.ts';
import { measureInTurns } from './harness/rounds.ts';

const rounds = 15;
const durationMs = 1000;
const merchant = createKeyPair();
const alipay = createKeyPair();
const answer = signAnswer(placedAnswer, alipay);
const gateway = await startAnsweringGateway(answer);
const library = await createInStoreClient({ baseUrl: gateway.baseUrl, merchant, alipay });
const pool = createBarePool(gateway.baseUrl, 64);
const content = payContent();
const body = payBody();

printQuestion(
  'Paying: payEntryCode against a bare loop that signs a finished body, posts it with undici, verifies and parses.',
);
for (const loops of [1, 16]) {
  const paces = await measureInTurns(
    {
      library: () => paceOf(() => library.payOnce(), { loops, durationMs }),
      bare: () => paceOf(() => payBare(pool), { loops, durationMs }),
    },
    rounds,
  );
  printPace(`payEntryCode, ${loops} in flight`, paces.library);
  printPace(`bare loop, ${loops} in flight`, paces.bare);
  printPaceRatio(
    `payEntryCode / bare loop, ${loops} in flight`,
    [paces.library, paces.bare],
    loops === 16 ? 0.9 : undefined,
  );
}
await Promise.all([library.gateway.close(), pool.close()]);
gateway.stop();

async function payBare(connections: BarePool): Promise<void> {
  const signature = await signInPool(content, merchant.privateKey);
  const response = await connections.request({
    method: 'POST',
    path: payPath,
    headers: {
      'content-type': 'application/json; charset=UTF-8',
      'client-id': clientId,
      'request-time': messageTime,
      signature: formatSignatureHeader('1', signature),
    },
    body,
  });
  const bytes = Buffer.from(await response.body.arrayBuffer());
  if (!verify('sha256', answer.content, alipay.publicKey, answer.signature)) throw new Error('Not verified.');
  const { result } = JSON.parse(bytes.toString('utf8'));
  if (response.statusCode !== 200 || result.resultStatus !== 'S') throw new Error('Not placed.');
}

function signInPool(bytes: Uint8Array, key: KeyObject): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    sign('sha256', bytes, key, (error, signature) => {
      if (error) reject(error);
      else resolve(signature);
    });
  });
}
