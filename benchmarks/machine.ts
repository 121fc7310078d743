// How fast does the checkout decide, and does a payment with a long history slow it down?
import {
  type Checkout,
  createCheckout,
  createMemoryJournal,
  defaultPolicies,
} from '@alipay-intl/payments/checkout';
import type { RailCharge } from '@alipay-intl/payments/rail';
import { loadMachine, undecidedEvents } from './harness/checkout-machine.ts';
import { type Pace, paceOf, syncPaceOf } from './harness/pace.ts';
import { printPace, printPaceRatio, printQuestion } from './harness/report.ts';
import { measureInTurns } from './harness/rounds.ts';
import { SteppingRail } from './harness/stepping-rail.ts';
import { chargeOf } from './harness/till.ts';

const rounds = 9;
const durationMs = 300;
const queries = 8;
const { initialState, fold, decide, readState } = await loadMachine();
const policy = defaultPolicies['payment-code'];
const short = undecidedEvents(policy, 10);
const long = undecidedEvents(policy, 1_000);

printQuestion('Deciding: events folded, decided and read, and steps driven on the journal in memory.');
const paces = await measureInTurns(
  {
    short: () => decidingPace(short),
    long: () => decidingPace(long),
    read: () => readingPace(short),
    steps: drivingPace,
  },
  rounds,
);
printPace(`fold and decide, ${short.length} events`, paces.short);
printPace(`fold and decide, ${long.length} events`, paces.long);
printPaceRatio('  for each event, long / short', [paces.long, paces.short], 0.5);
printPace('check and fold what a journal holds, events', paces.read);
printPace(`steps driven, 1 pay and ${queries} queries a payment`, paces.steps);

/** Events for each second. */
async function decidingPace([intent, ...events]: typeof short): Promise<Pace> {
  const present = { nowMs: intent.atMs, holdsCharge: false };
  const pace = await syncPaceOf(
    () => {
      let state = initialState(intent);
      for (const event of events) {
        state = fold(state, event);
        decide(state, present);
      }
    },
    { batch: 1, durationMs },
  );
  return times(pace, events.length);
}

async function readingPace(events: typeof short): Promise<Pace> {
  const pace = await syncPaceOf(() => readState('attempt-1', events), { batch: 10, durationMs });
  return times(pace, events.length);
}

/** Calls of the rail for each second; the waits between them pass at once. */
async function drivingPace(): Promise<Pace> {
  const rail = new SteppingRail(queries);
  let nowMs = Date.now();
  const checkout: Checkout<RailCharge> = createCheckout({
    rail,
    journal: createMemoryJournal({ now: () => nowMs }),
    clock: {
      now: () => nowMs,
      sleep: async (ms) => {
        nowMs += ms;
      },
    },
  });
  let next = 0;
  const collect = async (): Promise<void> => {
    const { kind } = await checkout.collect(chargeOf(`attempt-${next++}`));
    if (kind !== 'paid') throw new Error(`The payment is ${kind}.`);
  };
  const pace = await paceOf(collect, { loops: 1, durationMs });
  return times(pace, 1 + queries);
}

function times({ perSecond, perProcessorSecond }: Pace, factor: number): Pace {
  return {
    perSecond: perSecond * factor,
    perProcessorSecond: perProcessorSecond && perProcessorSecond * factor,
  };
}
