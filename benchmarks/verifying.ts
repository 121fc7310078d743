// Does believing a message cost more than the RSA in it?
import { verify } from 'node:crypto';
import { createKeyRing } from '@alipay-intl/core/keys';
import { type MessageToVerify, parseStrictJson, verifyMessage } from '@alipay-intl/core/signing';
import { paidAnswer, placedAnswer, signAnswer } from './harness/gateway-answers.ts';
import { createKeyPair } from './harness/keys.ts';
import { clientId, messageTime, payPath } from './harness/messages.ts';
import { syncPaceOf } from './harness/pace.ts';
import { printPace, printPaceRatio, printQuestion } from './harness/report.ts';
import { measureInTurns } from './harness/rounds.ts';

const rounds = 31;
const durationMs = 200;
const alipay = createKeyPair();
const keyRing = await createKeyRing(alipay.publicPem);

const answer = signAnswer(paidAnswer, alipay);
const message: MessageToVerify = {
  method: 'POST',
  path: payPath,
  expectedClientId: clientId,
  clientId,
  time: messageTime,
  signature: answer.headers['signature'],
  body: answer.body,
};
const changed = { ...message, body: Buffer.from(answer.body.toString().replace('USD', 'EUR')) };
if (verifyMessage(changed, keyRing).verified) throw new Error('A changed message was believed.');

printQuestion(
  `Verifying: verifyMessage() on a body of ${answer.body.length} bytes, against crypto.verify with a KeyObject.`,
);
const verifying = await measureInTurns(
  {
    library: () =>
      syncPaceOf(() => expectTrue(verifyMessage(message, keyRing).verified), { batch: 50, durationMs }),
    bare: () =>
      syncPaceOf(() => expectTrue(verify('sha256', answer.content, alipay.publicKey, answer.signature)), {
        batch: 50,
        durationMs,
      }),
  },
  rounds,
);
printPace('verifyMessage', verifying.library);
printPace('crypto.verify, content and signature ready', verifying.bare);
printPaceRatio('verifyMessage / crypto.verify', [verifying.library, verifying.bare], 0.85);

for (const [name, body] of [
  ['placed payment', signAnswer(placedAnswer, alipay).body],
  ['paid payment', answer.body],
] as const) {
  const reading = await measureInTurns(
    {
      library: () => syncPaceOf(() => expectTrue(parseStrictJson(body).ok), { batch: 500, durationMs }),
      bare: () =>
        syncPaceOf(() => expectTrue(JSON.parse(body.toString('utf8')).result !== undefined), {
          batch: 500,
          durationMs,
        }),
    },
    rounds,
  );
  printPace(`parseStrictJson, ${name}, ${body.length} bytes`, reading.library);
  printPace('JSON.parse of the decoded text', reading.bare);
  printPaceRatio('parseStrictJson / JSON.parse', [reading.library, reading.bare]);
}

function expectTrue(value: boolean): void {
  if (!value) throw new Error('The wrong outcome was measured.');
}
