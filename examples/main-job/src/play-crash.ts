import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { amountFromDecimal } from '@alipay-intl/core';
import { createRequestId } from '@alipay-intl/payments';
import { testPaymentCodes } from '@alipay-intl/simulator';
import type { TillOrders, TillSale, TillWord } from './crash-till.ts';
import type { Stage } from './stage.ts';
import { demand, type Transcript } from './transcript.ts';

/** Where the built till is, also when this file runs from its source. */
const tillFile = new URL('../dist/crash-till.js', import.meta.url);
/** Longer than anybody in this act waits. */
const answerDelayMs = 300_000;
const patienceMs = 90_000;

/** The act in which a till is killed in the middle of a payment, and the next one finishes it. */
export interface CrashAct {
  play(transcript: Transcript): Promise<void>;
  close(): Promise<void>;
}

/** Opens the till of the act, which takes some seconds the first time: its database is made. */
export async function openCrashAct(stage: Stage): Promise<CrashAct> {
  const folder = await mkdtemp(join(tmpdir(), 'alipay-intl-demo-'));
  const tills: Till[] = [];
  const start = (job: TillOrders['job']): Till => {
    const till = startTill(stage, folder, job);
    tills.push(till);
    return till;
  };
  const first = start('sell');
  return {
    play: (transcript) => playKill(stage, transcript, { first, start }),
    close: async () => {
      for (const { process } of tills) process.kill('SIGKILL');
      await Promise.all(tills.map(({ ended }) => ended));
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Plays the act by itself. */
export async function playCrash(stage: Stage, transcript: Transcript): Promise<void> {
  const act = await openCrashAct(stage);
  try {
    await act.play(transcript);
  } finally {
    await act.close();
  }
}

interface Till {
  readonly process: ChildProcess;
  readonly words: readonly TillWord[];
  readonly ended: Promise<unknown>;
}

async function playKill(
  { simulator: { control } }: Stage,
  transcript: Transcript,
  { first, start }: { readonly first: Till; readonly start: (job: TillOrders['job']) => Till },
): Promise<void> {
  const attemptId = createRequestId();
  const amount = amountFromDecimal('USD', '7.40');

  await transcript.step('A till sends a payment and is killed (SIGKILL) before the answer', async () => {
    await until(first, 'did not open its journal', () => first.words.length > 0);
    control.failNext({ operation: 'acquiring.pay', fault: 'delay', delayMs: answerDelayMs });
    const scannedCode = testPaymentCodes.paysAtOnce;
    first.process.send({ attemptId, amount, scannedCode } satisfies TillSale);
    await until(first, 'sent nothing', () => control.payment(attemptId) !== undefined);
    first.process.kill('SIGKILL');
    await first.ended;
    demand(first.process.signalCode === 'SIGKILL', 'The till ended by itself.');
    const atAlipay = control.payment(attemptId)?.paymentStatus;
    demand(atAlipay === 'SUCCESS', `At Alipay the payment is ${atAlipay}.`);
    return [
      ['process', `${first.process.pid}, killed`],
      ['at Alipay', `${atAlipay}: the customer is charged`],
      ['at the till', 'nobody has seen the answer'],
    ];
  });

  await transcript.step('The next till opens the same folder and finishes the payment', async () => {
    const till = start('go-on');
    await till.ended;
    const [, found, ended] = till.words;
    demand(found?.kind === 'found' && found.attemptId === attemptId, 'The till did not find the payment.');
    demand(ended?.kind === 'ended' && ended.as === 'paid', `The payment is ${JSON.stringify(ended)}.`);
    return [
      ['journal before', found.journal.join(', ')],
      ['journal after', ended.journal.join(', ')],
      ['outcome', ended.as],
    ];
  });

  await transcript.step('Alipay is asked how often the customer was charged', async () => {
    const charges = control.payments().filter(({ paymentRequestId }) => paymentRequestId === attemptId);
    const sent = control
      .calls()
      .filter(
        ({ operation, ...call }) => operation === 'acquiring.pay' && call.paymentRequestId === attemptId,
      );
    demand(charges.length === 1 && sent.length === 1, 'The customer was charged twice.');
    return [['charges', `${charges.length}, sent ${sent.length} time: no second charge`]];
  });
}

function startTill({ simulator: { url, credentials } }: Stage, folder: string, job: TillOrders['job']): Till {
  const process = fork(tillFile, { execArgv: [] });
  const words: TillWord[] = [];
  process.on('message', (word) => words.push(word as TillWord));
  process.send({
    job,
    folder,
    baseUrl: `${url}/api`,
    clientId: credentials.clientId,
    merchantId: credentials.merchantId,
    privateKey: credentials.merchantPrivateKey ?? '',
    alipayPublicKey: credentials.alipayPublicKey,
  } satisfies TillOrders);
  return { process, words, ended: once(process, 'close') };
}

async function until({ process }: Till, fault: string, isSo: () => boolean): Promise<void> {
  for (let waitedMs = 0; !isSo(); waitedMs += 20) {
    demand(process.exitCode === null, `The till ended before its time: it ${fault}.`);
    demand(waitedMs < patienceMs, `The till ${fault}.`);
    await setTimeout(20);
  }
}
