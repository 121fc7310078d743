// Does a lone signature cost more than the RSA in it?
import { sign as bareSign, verify } from 'node:crypto';
import { importPrivateKey } from '@alipay-intl/core/keys';
import { createKeyPair } from './harness/keys.ts';
import { payContent } from './harness/messages.ts';
import { opensslSigningPace } from './harness/openssl-speed.ts';
import { paceOf, syncPaceOf } from './harness/pace.ts';
import { printPace, printPaceRatio, printQuestion } from './harness/report.ts';
import { measureInTurns } from './harness/rounds.ts';

const rounds = 15;
const durationMs = 1000;
const { privateKey, privatePem, publicKey } = createKeyPair();
const { sign } = await importPrivateKey(privatePem);
const content = payContent();
let last: Uint8Array = new Uint8Array();

printQuestion('Signing, one at a time: sign() awaited one after the other, against openssl speed rsa2048.');
const { library, bare, openssl } = await measureInTurns(
  {
    library: () =>
      paceOf(
        async () => {
          last = await sign(content);
        },
        { loops: 1, durationMs },
      ),
    openssl: () => opensslSigningPace({ seconds: durationMs / 1000 }),
    bare: () => syncPaceOf(() => bareSign('sha256', content, privateKey), { batch: 20, durationMs }),
  },
  rounds,
);
if (!verify('sha256', content, publicKey, last)) throw new Error('The signature does not verify.');

printPace('importPrivateKey(…).sign', library);
printPace('openssl speed rsa2048, one process', openssl);
printPace('crypto.sign, synchronous, KeyObject', bare);
printPaceRatio('sign / openssl', [library, openssl], 0.95);
printPaceRatio('sign / crypto.sign', [library, bare]);
printPaceRatio('crypto.sign / openssl: what Node itself costs', [bare, openssl]);
