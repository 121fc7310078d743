// Do 16 signatures at once use all cores, and does the event loop stay alive meanwhile?
import { sign as bareSign, type KeyObject, verify, webcrypto } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { importPrivateKey } from '@alipay-intl/core/keys';
import { createKeyPair } from './harness/keys.ts';
import { payContent } from './harness/messages.ts';
import { opensslSigningPace } from './harness/openssl-speed.ts';
import { paceOf, syncPaceOf } from './harness/pace.ts';
import {
  printClockRatio,
  printLine,
  printNumber,
  printPace,
  printPaceRatio,
  printProcessorRatio,
  printQuestion,
  printRatio,
} from './harness/report.ts';
import { measureInTurns, ratioOf } from './harness/rounds.ts';

const rounds = 11;
const durationMs = 1000;
const loops = 16;
const cores = availableParallelism();
const { privateKey, privatePem, publicKey } = createKeyPair();
const { sign } = await importPrivateKey(privatePem);
const webKey = await importForWebCrypto(privateKey);
const content = payContent();
const delays = { typical: [] as number[], slow: [] as number[], longest: [] as number[] };
let last: Uint8Array = new Uint8Array();

printQuestion(
  `Signing, ${loops} in flight: ${loops} loops of sign() through one key, against openssl speed -multi ${cores} rsa2048.`,
);
const { library, openssl, opensslAlone, pool, web, sync, fromPem } = await measureInTurns(
  {
    library: async () => {
      const delay = monitorEventLoopDelay({ resolution: 1 });
      delay.enable();
      const pace = await paceOf(
        async () => {
          last = await sign(content);
        },
        { loops, durationMs },
      );
      delay.disable();
      delays.typical.push(delay.percentile(50) / 1e6);
      delays.slow.push(delay.percentile(99) / 1e6);
      delays.longest.push(delay.max / 1e6);
      return pace;
    },
    openssl: () => opensslSigningPace({ seconds: durationMs / 1000, processes: cores }),
    opensslAlone: () => opensslSigningPace({ seconds: durationMs / 1000 }),
    pool: () => paceOf(() => signInPool(content), { loops, durationMs }),
    web: () => paceOf(() => signWithWebCrypto(content), { loops, durationMs }),
    sync: () => syncPaceOf(() => bareSign('sha256', content, privateKey), { batch: 20, durationMs }),
    fromPem: () => syncPaceOf(() => bareSign('sha256', content, privatePem), { batch: 20, durationMs }),
  },
  rounds,
);
if (!verify('sha256', content, publicKey, last)) throw new Error('The signature does not verify.');

printPace('importPrivateKey(…).sign, 16 in flight', library);
printPace(`openssl speed -multi ${cores} rsa2048`, openssl);
printPace('openssl speed rsa2048, one process', opensslAlone);
printPace('crypto.sign with callback, 16 in flight', pool);
printPace('WebCrypto, 16 in flight', web);
printPace('crypto.sign, synchronous, KeyObject', sync);
printPace('crypto.sign, synchronous, PEM each time', fromPem);
printNumber('event loop delay while the library signs, median', delays.typical, 'ms');
printNumber('event loop delay, 99th percentile', delays.slow, 'ms');
printNumber('event loop delay, longest', delays.longest, 'ms');
// Several processes against several threads of one is a fair race only where nobody else wants the processors.
const share = [
  openssl.map(({ perSecond }) => perSecond),
  opensslAlone.map(({ perProcessorSecond }) => cores * (perProcessorSecond ?? Number.NaN)),
] as const;
const isFair = ratioOf(...share).median >= 0.8;
printRatio('cores that openssl -multi got, of all', share);
printClockRatio('sign / openssl', [library, openssl], isFair ? 0.85 : undefined);
if (!isFair) printLine('  goal ≥ 0.85', 'open', 'other programs held the processors');
printProcessorRatio('sign / openssl in one process, by processor time', [library, opensslAlone]);
printPaceRatio('sign / crypto.sign with callback', [library, pool]);

function signInPool(bytes: Uint8Array): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    bareSign('sha256', bytes, privateKey, (error, signature) => {
      if (error) reject(error);
      else resolve(signature);
    });
  });
}

function signWithWebCrypto(bytes: Uint8Array): Promise<ArrayBuffer> {
  return webcrypto.subtle.sign('RSASSA-PKCS1-v1_5', webKey, bytes);
}

function importForWebCrypto(key: KeyObject): Promise<webcrypto.CryptoKey> {
  const der = key.export({ format: 'der', type: 'pkcs8' });
  const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };
  return webcrypto.subtle.importKey('pkcs8', der, algorithm, false, ['sign']);
}
