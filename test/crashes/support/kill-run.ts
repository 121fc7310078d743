import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname } from 'node:path';
import type { PaymentEvent } from '@alipay-intl/payments/checkout';
import {
  type CallRecord,
  type DeliveryRecord,
  type PaymentSnapshot,
  type Simulator,
  startSimulator,
  testPaymentCodes,
} from '@alipay-intl/simulator';
import { bundleProgram } from './bundle-program.ts';
import { createFastClock, type FastTime } from './fast-clock.ts';
import type { Family } from './gateway-model.ts';
import { seededRandom } from './seeded-random.ts';
import type { StoreAt, TillCommand, TillMessage, TillSetting } from './till-messages.ts';

/** A payment as its journal ended. */
export interface JournalledPayment {
  readonly events: readonly PaymentEvent[];
  readonly outcome: string;
  readonly openAlarms: readonly string[];
}

/** Everything known about a run when nothing moves any more. */
export interface KillRun {
  readonly kills: number;
  readonly payments: readonly PaymentSnapshot[];
  readonly calls: readonly CallRecord[];
  readonly deliveries: readonly DeliveryRecord[];
  /** How each payment ended, as a process told it before it was killed. */
  readonly told: ReadonlyMap<string, string>;
  readonly toldRefunds: ReadonlyMap<string, string>;
  readonly journal: ReadonlyMap<string, JournalledPayment>;
  /** From the start of a process to the moment at which nothing was due, in milliseconds. */
  readonly startMs: readonly number[];
  /** The part of it behind the opening of the store. */
  readonly recoverMs: readonly number[];
  /** Computing time of the whole of it. */
  readonly computeMs: readonly number[];
  /** Errors that the shop met, by code. */
  readonly failures: ReadonlyMap<string, number>;
  /** What was wrong already on the way. */
  readonly violations: readonly string[];
}

export interface KillPlan {
  readonly family: Family;
  readonly store: StoreAt;
  readonly kills: number;
  readonly seed: number;
  readonly tills?: number;
  /** Something that happens to the store while each process lives. */
  readonly disturb?: () => Promise<void>;
  /** Whether the network loses and delays calls too. */
  readonly faults?: boolean;
  readonly onKill?: (kills: number) => void;
}

const clientId = 'T_111222333';
const merchantId = 'TEST_MERCHANT';
const speed = 20;
const key = (name: string): string =>
  readFileSync(new URL(`../../vectors/keys/${name}`, import.meta.url), 'utf8');

/** Kills a shop again and again, then lets it come to rest. */
export async function runKills(plan: KillPlan): Promise<KillRun> {
  const random = seededRandom(plan.seed);
  const program = await bundleProgram(new URL('./till-program.ts', import.meta.url), 'kills');
  const port = await freePort();
  const time: FastTime = { realStartMs: Date.now(), speed };
  const calls: CallRecord[] = [];
  const deliveries: DeliveryRecord[] = [];
  const simulator = await openSimulator(plan, { port, time, calls, deliveries });
  const notes = takeNotes(simulator, random);
  const setting: Omit<TillSetting, 'start' | 'tills' | 'ask'> = {
    family: plan.family,
    store: plan.store,
    simulatorUrl: simulator.url,
    codes: testPaymentCodes,
    clientId,
    merchantId,
    privateKey: key('merchant.private.pkcs8.pem'),
    alipayPublicKey: simulator.credentials.alipayPublicKey,
    port,
    time,
  };
  const journal = new Map<string, JournalledPayment>();
  const alive = new Set<TillProcess>();
  const launch = (rest: Pick<TillSetting, 'start' | 'tills' | 'ask'>): TillProcess => {
    const till = startTill(program, { ...setting, ...rest }, (message) => {
      notes.take(message);
      if (message.kind === 'history') journal.set(message.attemptId, message);
    });
    alive.add(till);
    void till.ended.then(() => alive.delete(till));
    return till;
  };
  try {
    for (let kills = 1; kills <= plan.kills; kills += 1) {
      const { ask, check } = notes.sinceLastStart();
      const till = launch({ start: `s${kills}`, tills: plan.tills ?? 12, ask });
      await liveAndDie(plan, till, kills, random, check);
      plan.onKill?.(kills);
    }
    const { ask, check } = notes.sinceLastStart();
    simulator.control.stopFaultPlan();
    const last = launch({ start: 'last', tills: 0, ask });
    check(await last.recovered);
    await last.said('at rest');
    await simulator.control.settled();
    // What is acknowledged from here on may be missing in what is told.
    const delivered = deliveries.slice();
    last.send('tell all');
    await last.said('all told');
    const payments = simulator.control.payments();
    return { kills: plan.kills, payments, calls, deliveries: delivered, journal, ...notes };
  } finally {
    for (const till of alive) await till.kill();
    rmSync(dirname(program), { recursive: true });
    await simulator.close();
  }
}

async function liveAndDie(
  { disturb }: KillPlan,
  till: TillProcess,
  kills: number,
  random: () => number,
  check: (states: Readonly<Record<string, string>>) => void,
): Promise<void> {
  // Some die while they open the store or recover.
  if (kills > 1 && disturb === undefined && random() < 0.2) {
    await Promise.race([till.ended, pause(random() * 1_500)]);
    return till.kill();
  }
  check(await till.recovered);
  // On a busy machine a second may be too short for a single payment, and then the kill would prove nothing.
  await Promise.all([pause(200 + random() * 1_000), till.said('told')]);
  if (disturb !== undefined) {
    await disturb();
    await pause(1_500);
  }
  return till.kill();
}

function openSimulator(
  { family, seed, faults = true }: KillPlan,
  run: { port: number; time: FastTime; calls: CallRecord[]; deliveries: DeliveryRecord[] },
): Promise<Simulator> {
  const notifyUrl = `http://127.0.0.1:${run.port}/alipay/notify`;
  return startSimulator({
    clock: createFastClock(run.time),
    magicAmounts: false,
    paymentsMax: 10_000_000,
    resendSchedule: [0, 20_000, 40_000, 60_000, 120_000, 240_000, 480_000, 960_000],
    merchant: {
      clientId,
      merchantPublicKey: key('merchant.public.spki.pem'),
      alipayPrivateKey: key('alipay.private.pkcs8.pem'),
    },
    ...(family === 'barcode' ? { acquiring: { notifyUrl } } : {}),
    ...(faults
      ? {
          faults: {
            seed,
            faults: ['lose-request', 'lose-answer', { fault: 'late', until: 'query' }, 'reset', 'unsigned'],
            switchOn: 1,
            fire: 0.03,
          } as const,
        }
      : {}),
    onCall: (call) => run.calls.push(call),
    onDelivery: (delivery) => run.deliveries.push(delivery),
  });
}

interface Notes
  extends Pick<
    KillRun,
    'told' | 'toldRefunds' | 'startMs' | 'recoverMs' | 'computeMs' | 'failures' | 'violations'
  > {
  take(message: TillMessage): void;
  /** The payments to ask about at the next start, and what to do with the answer. */
  sinceLastStart(): {
    readonly ask: readonly string[];
    readonly check: (states: Readonly<Record<string, string>>) => void;
  };
}

/** What the parent hears, which is all that counts as told. */
function takeNotes(simulator: Simulator, random: () => number): Notes {
  const told = new Map<string, string>();
  const toldRefunds = new Map<string, string>();
  const failures = new Map<string, number>();
  const [startMs, recoverMs, computeMs]: [number[], number[], number[]] = [[], [], []];
  const violations: string[] = [];
  let fresh: string[] = [];
  return {
    told,
    toldRefunds,
    failures,
    startMs,
    recoverMs,
    computeMs,
    violations,
    take(message) {
      if (message.kind === 'recovered') {
        startMs.push(message.sinceStartMs);
        recoverMs.push(message.sinceOpenMs);
        computeMs.push(message.computeMs);
      }
      if (message.kind === 'begun' && message.waits) decideAsBuyer(simulator, message.attemptId, random());
      if (message.kind === 'told') {
        told.set(message.attemptId, message.end);
        fresh.push(message.attemptId);
      }
      if (message.kind === 'refund told') toldRefunds.set(message.refundAttemptId, message.end);
      if (message.kind === 'failed') {
        failures.set(message.code, (failures.get(message.code) ?? 0) + 1);
        if (message.code === 'untyped')
          violations.push(`the shop met ${message.text} at ${message.attemptId}`);
      }
    },
    sinceLastStart() {
      const ask = fresh;
      fresh = [];
      return {
        ask,
        check: (states) => {
          for (const attemptId of ask) {
            if (states[attemptId] === told.get(attemptId)) continue;
            violations.push(
              `V5: ${attemptId} was told ${told.get(attemptId)}, is ${states[attemptId]} behind a kill`,
            );
          }
        },
      };
    },
  };
}

/** The buyer pays, refuses, or does neither. */
function decideAsBuyer({ control }: Simulator, attemptId: string, chance: number): void {
  if (chance > 0.8) return;
  const work = (): Promise<unknown> =>
    (chance < 0.6 ? control.confirm(attemptId) : control.decline(attemptId)).catch(() => undefined);
  setTimeout(() => void work(), 50 + chance * 800).unref();
}

interface TillProcess {
  /** Resolves with the states that were asked for when nothing is due any more. */
  readonly recovered: Promise<Readonly<Record<string, string>>>;
  readonly ended: Promise<unknown>;
  said(kind: TillMessage['kind']): Promise<void>;
  send(command: TillCommand): void;
  kill(): Promise<void>;
}

const patienceMs = 240_000;

function startTill(program: string, setting: TillSetting, take: (message: TillMessage) => void): TillProcess {
  const child = fork(program, [JSON.stringify(setting)], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const ended = once(child, 'exit');
  let states: Readonly<Record<string, string>> = {};
  child.on('message', (message: TillMessage) => {
    if (message.kind === 'recovered') states = message.states;
    take(message);
  });
  const said = (kind: TillMessage['kind']): Promise<void> => waitFor(child, ended, kind);
  const recovered = said('recovered').then(() => states);
  recovered.catch(() => undefined);
  return {
    recovered,
    ended,
    said,
    send: (command) => void child.send(command),
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

async function waitFor(
  child: ChildProcess,
  ended: Promise<unknown>,
  kind: TillMessage['kind'],
): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const heard = new Promise<void>((resolve) => {
    child.on('message', (message: TillMessage) => message.kind === kind && resolve());
  });
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`A till did not say "${kind}" in time.`)), patienceMs);
  });
  const gone = ended.then((how) => {
    throw new Error(`A till ended with ${how} before it said "${kind}".`);
  });
  try {
    await Promise.race([heard, late, gone]);
  } finally {
    clearTimeout(timer);
    gone.catch(() => undefined);
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
