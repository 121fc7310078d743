import {
  type Checkout,
  type CheckoutOutcome,
  type CheckoutPending,
  createCheckout,
  createMemoryJournal,
  type Journal,
  type PaymentEvent,
} from '@alipay-intl/payments/checkout';
import type { PaymentRail, RailCharge } from '@alipay-intl/payments/rail';
import { expect } from 'vitest';
import { type Buyer, type CallFate, createGatewayModel, type GatewayModel } from './gateway-model.ts';
import { price } from './payment-story.ts';
import type { Verb } from './scripted-rail.ts';
import { createVirtualClock, type VirtualClock } from './virtual-clock.ts';

/** How one call of the shop goes: what becomes of its calls, in their order, and after how many steps its process dies. */
export interface Circumstances {
  readonly fates: readonly CallFate[];
  readonly lateS: number;
  readonly diesAfter?: number | undefined;
}

export type Command =
  | ({ readonly do: 'start' | 'resume' | 'cancel'; readonly attempt: number } & Circumstances)
  | ({ readonly do: 'refund'; readonly attempt: number; readonly value: number } & Circumstances)
  | ({ readonly do: 'recover' } & Circumstances)
  | { readonly do: 'notify'; readonly which: number; readonly keep: boolean }
  | { readonly do: 'buyer'; readonly will: Buyer }
  | { readonly do: 'buyersPay' }
  | { readonly do: 'advance'; readonly seconds: number };

type Status = CheckoutOutcome | CheckoutPending;

interface World {
  readonly clock: VirtualClock;
  readonly gateway: GatewayModel;
  readonly journal: Journal;
  readonly ends: Map<string, string>;
  readonly refunded: Map<string, Set<string>>;
  checkout: Checkout<RailCharge>;
  steps: { left: number; readonly die: () => void } | undefined;
  fates: CallFate[];
  lateMs: number;
  session: number;
}

const attempts = [0, 1, 2, 3].map((number) => `attempt_${number}`);

/** Carries out commands against a small gateway, brings everything to rest, and checks what must hold. */
export async function runCommands(family: 'acquiring' | 'v1', commands: readonly Command[]): Promise<void> {
  const world = createWorld(family);
  for (const command of commands) {
    await obey(world, command);
    world.gateway.settleTime();
    await checkEnds(world);
  }
  await comeToRest(world);
  await checkMoney(world);
}

function createWorld(family: 'acquiring' | 'v1'): World {
  const clock = createVirtualClock();
  const world: World = {
    clock,
    gateway: createGatewayModel(family, clock),
    journal: createMemoryJournal(clock),
    ends: new Map(),
    refunded: new Map(),
    checkout: undefined as never,
    steps: undefined,
    fates: [],
    lateMs: 0,
    session: 0,
  };
  restart(world);
  return world;
}

/** A new process under the same name. Whatever the old one still does reaches nothing. */
function restart(world: World): void {
  world.session += 1;
  const { session, clock, gateway } = world;
  const alive = async <T>(work: () => T | Promise<T>): Promise<T> => {
    if (world.session !== session) return new Promise<never>(() => undefined);
    if (world.steps !== undefined && world.steps.left-- <= 0) {
      world.steps.die();
      return new Promise<never>(() => undefined);
    }
    return work();
  };
  const journal = Object.fromEntries(
    Object.entries(world.journal).map(([name, method]) => [
      name,
      (...args: unknown[]) => alive(() => Reflect.apply(method, world.journal, args)),
    ]),
  ) as unknown as Journal;
  const refundsOf = new Map<string, string>();
  const call =
    (verb: Verb) => async (input: { readonly attemptId?: string; readonly refundAttemptId?: string }) =>
      alive(async () => {
        const attemptId = input.attemptId ?? refundsOf.get(input.refundAttemptId ?? '') ?? idOfRefund(input);
        // The id is durable before the first byte is sent.
        expect(await world.journal.load(attemptId)).toBeDefined();
        const answer = gateway.call(
          verb,
          { ...input, attemptId },
          world.fates.shift() ?? 'answered',
          world.lateMs,
        );
        return answer as never;
      });
  const rail: PaymentRail = {
    name: gateway.family === 'v1' ? 'payment-code' : 'barcode',
    pay: call('pay'),
    query: call('query'),
    cancel: call('cancel'),
    refund: call('refund'),
  };
  world.checkout = createCheckout({ rail, journal, clock, worker: 'till', session: `s${session}` });
}

function idOfRefund({ refundAttemptId = '' }: { readonly refundAttemptId?: string }): string {
  return /^attempt_\d/.exec(refundAttemptId)?.[0] ?? '';
}

async function obey(world: World, command: Command): Promise<void> {
  const { gateway, clock } = world;
  switch (command.do) {
    case 'advance':
      return clock.run(clock.sleep(command.seconds * 1_000));
    case 'buyer':
      gateway.buyer = command.will;
      return;
    case 'buyersPay':
      return gateway.buyersPay();
    case 'notify':
      return deliver(world, command.which, command.keep);
    default:
      return act(world, command);
  }
}

async function deliver(world: World, which: number, keep: boolean): Promise<void> {
  const { told } = world.gateway;
  if (told.length === 0) return;
  const index = which % told.length;
  const fact = told[index];
  if (fact === undefined) return;
  if (!keep) told.splice(index, 1);
  const amount = fact.kind === 'paid' ? price : undefined;
  const recorded = await world.clock.run(
    world.checkout.recordNotification({
      ...fact,
      amount,
      providerId: fact.kind === 'paid' ? 'alipay_1' : undefined,
    }),
  );
  if (recorded.kind === 'unknown-payment') return;
  // What is acknowledged is durable.
  const history = await world.checkout.history(fact.attemptId);
  expect(history.some((event) => event.type === 'notified' && event.fact.kind === fact.kind)).toBe(true);
}

type Action = Extract<Command, Circumstances>;

async function act(world: World, command: Action): Promise<void> {
  const work = workOf(world, command);
  if (work === undefined) return;
  world.fates = [...command.fates];
  world.lateMs = command.lateS * 1_000;
  const died = new Promise<'died'>((resolve) => {
    const { diesAfter } = command;
    world.steps = diesAfter === undefined ? undefined : { left: diesAfter, die: () => resolve('died') };
  });
  const result = await world.clock.run(Promise.race([died, work().catch(expectTyped)]));
  world.steps = undefined;
  world.fates = [];
  if (result === 'died') restart(world);
}

function expectTyped(error: unknown): void {
  const code = (error as { code?: string }).code ?? '';
  if (!/^ERR_(CHECKOUT|REFUND|TRANSPORT)_/.test(code)) throw error;
}

function workOf(world: World, command: Action): (() => Promise<unknown>) | undefined {
  const { checkout } = world;
  if (command.do === 'recover') return () => checkout.recover();
  const attemptId = attempts[command.attempt % attempts.length] ?? '';
  const orderId = `order_${command.attempt % 2}`;
  if (command.do === 'start') {
    const order = {
      attemptId,
      orderId,
      description: 'Tea',
      amount: price,
      scannedCode: '281234567890123456',
    };
    return async () => {
      const before = await statuses(world);
      const isNew = !before.has(attemptId);
      const started = await checkout.start(order);
      // No new attempt while an older one of the order may have the money.
      const others = [...before.values()].filter((other) => other.orderId === orderId);
      if (isNew) expect(others.every(({ kind }) => kind === 'declined' || kind === 'reversed')).toBe(true);
      return started;
    };
  }
  if (command.do === 'refund') {
    const refundAttemptId = `${attemptId}_r${command.value}`;
    const amount = { ...price, value: String(command.value) };
    return () => checkout.refund({ attemptId, refundAttemptId, amount });
  }
  return () => checkout[command.do === 'cancel' ? 'cancel' : 'resume'](attemptId);
}

async function statuses({ journal, checkout }: World): Promise<Map<string, Status>> {
  const found = new Map<string, Status>();
  for (const attemptId of attempts) {
    if ((await journal.load(attemptId)) !== undefined) found.set(attemptId, await checkout.status(attemptId));
  }
  return found;
}

/** An end never changes. Read from the store itself, without the library. */
async function checkEnds({ journal, ends }: World): Promise<void> {
  for (const attemptId of attempts) {
    const events = ((await journal.load(attemptId))?.events ?? []) as readonly PaymentEvent[];
    const told = events.flatMap((event) => (event.type === 'ended' ? [event.end] : []));
    if (told.length > 1) throw new Error(`${attemptId} ended ${told.length} times`);
    const [end] = told;
    const before = ends.get(attemptId);
    if (before !== undefined) expect(end, attemptId).toBe(before);
    if (end !== undefined) ends.set(attemptId, end);
  }
}

const turnsMax = 300;

/** Runs recovery until nobody has anything left to do. The notifications that were not dropped arrive at last. */
async function comeToRest(world: World): Promise<void> {
  const { clock, gateway, journal } = world;
  restart(world);
  for (let turn = 0; turn < turnsMax; turn += 1) {
    gateway.settleTime();
    while (gateway.told.length > 0) await deliver(world, 0, false);
    const { failed } = await clock.run(world.checkout.recover());
    expect(failed).toEqual([]);
    const wakes: number[] = [];
    for (const only of ['open', 'paid', 'declined', 'reversed', 'manual'] as const) {
      const listed = await journal.list({ only, limit: 100 });
      wakes.push(...listed.flatMap(({ wakeAtMs }) => (wakeAtMs === undefined ? [] : [wakeAtMs])));
    }
    const moments = [...wakes, ...[gateway.nextAtMs() ?? []].flat()];
    if (moments.length === 0 && gateway.told.length === 0) return;
    if (moments.length === 0) continue;
    await clock.run(clock.sleep(Math.max(1, Math.min(...moments) - clock.now())));
  }
  throw new Error('The payments never come to rest.');
}

/** The money at the gateway is the money in the shop's view, but for what a person was told of. */
async function checkMoney(world: World): Promise<void> {
  for (const [attemptId, status] of await statuses(world)) {
    expect(status.kind, attemptId).not.toBe('pending');
    expect(world.gateway.chargesOf(attemptId)).toBeLessThanOrEqual(1);
    const history = await world.checkout.history(attemptId);
    expect(history.filter(({ type }) => type === 'ended')).toHaveLength(1);
    const confirmed = history.flatMap((event) =>
      event.type === 'refund-ended' && event.end === 'refunded' ? [event.refundAttemptId] : [],
    );
    const given = history.flatMap((event) =>
      event.type === 'refund-intent' && confirmed.includes(event.refundAttemptId) ? [event] : [],
    );
    const refunded = given.reduce((sum, { amount }) => sum + Number(amount.value), 0);
    expect(refunded).toBeLessThanOrEqual(Number(price.value));
    if (status.kind === 'manual' || status.openAlarms.length > 0) continue;
    const expected = status.kind === 'paid' ? Number(price.value) - refunded : 0;
    const told = `${attemptId} is ${status.kind}, at the gateway ${world.gateway.stateOf(attemptId)}`;
    expect(world.gateway.moneyOf(attemptId), told).toBe(expected);
  }
}
