// What does the checkout cost beside the payment itself, and which part of that is its journal?
import { createCheckout, createMemoryJournal, type Journal } from '@alipay-intl/payments/checkout';
import { createPostgresJournal, type Store } from '@alipay-intl/postgres';
import { startChargingGateway } from './harness/charging-gateway.ts';
import { diskMs } from './harness/disk.ts';
import { createKeyPair } from './harness/keys.ts';
import { payPath } from './harness/messages.ts';
import { type Pace, paceOf } from './harness/pace.ts';
import { printLine, printPace, printPaceRatio, printPercentiles, printQuestion } from './harness/report.ts';
import { measureInTurns } from './harness/rounds.ts';
import { withTemporaryFolder, withTemporaryServer } from './harness/temporary-stores.ts';
import { chargeOf, openTill } from './harness/till.ts';
import { watchJournal } from './harness/watched-journal.ts';
import { watchStore } from './harness/watched-store.ts';

const rounds = 9;
const durationMs = 700;
const idOf = (index: number): string => `attempt-${index}`;
const merchant = createKeyPair();
const alipay = createKeyPair();
const ids = Array.from({ length: 2_000 }, (_, index) => idOf(index));
const gateway = await startChargingGateway(alipay, { path: payPath, ids });
const till = await openTill({
  baseUrl: gateway.baseUrl,
  merchantPrivatePem: merchant.privatePem,
  alipayPublicPem: alipay.publicPem,
});
let scopes = 0;

interface Collected {
  readonly pace: Pace;
  /** Milliseconds that each payment was inside the journal. */
  readonly journalMs: readonly number[];
}

printQuestion('Collecting: checkout.collect against a bare loop that calls pay of the same rail.');
await withTemporaryFolder((pglite) =>
  withTemporaryServer({}, async (openDatabase) => {
    const { store: postgres } = await openDatabase('collect');
    printPercentiles('a write that reaches the disk', diskMs(300), 'ms');
    for (const loops of [1, 16]) await compare(loops, { pglite, postgres });
  }),
).finally(() => Promise.all([till.gateway.close(), gateway.stop()]));

async function compare(
  loops: number,
  { pglite, postgres }: { readonly pglite: Store; readonly postgres: Store },
): Promise<void> {
  const collected = await measureInTurns(
    {
      pay: () => payBare(loops),
      memory: () => collect(createMemoryJournal(), loops),
      pglite: () => collectOn(pglite, loops),
      postgres: () => collectOn(postgres, loops),
    },
    rounds,
  );
  const bare = collected.pay.map(({ pace }) => pace);
  printPace(`pay alone, ${loops} in flight`, bare);
  for (const name of ['memory', 'pglite', 'postgres'] as const) {
    const paces = collected[name].map(({ pace }) => pace);
    const goal = name === 'postgres' ? 0.5 : undefined;
    printPace(`collect on ${name}, ${loops} in flight`, paces);
    printPaceRatio(`collect on ${name} / pay alone, ${loops} in flight`, [paces, bare], goal);
    const journalMs = collected[name].flatMap((round) => round.journalMs);
    printPercentiles('  inside the journal, for each payment', journalMs, 'ms');
  }
}

async function payBare(loops: number): Promise<Collected> {
  const rail = till.newRail();
  let next = 0;
  const pay = async (): Promise<void> => {
    const { kind } = await rail.pay(chargeOf(idOf(next++)));
    if (kind !== 'paid') throw new Error(`The payment is ${kind}.`);
  };
  return { pace: await paceOf(pay, { loops, durationMs }), journalMs: [] };
}

/** The ids are used again in every round, for another merchant. */
async function collectOn(store: Store, loops: number): Promise<Collected> {
  scopes += 1;
  const watched = watchStore(store);
  const collected = await collect(createPostgresJournal(watched, { scope: `merchant-${scopes}` }), loops);
  const { count } = watched.statements;
  const payments = collected.journalMs.length;
  if (count > 2 * payments) printLine('more than two statements a payment', String(count), `for ${payments}`);
  return collected;
}

async function collect(made: Journal, loops: number): Promise<Collected> {
  const { journal, spentMs } = watchJournal(made);
  const checkout = createCheckout({ rail: till.newRail(), journal });
  let next = 0;
  const take = async (): Promise<void> => {
    const { kind } = await checkout.collect(chargeOf(idOf(next++)));
    if (kind !== 'paid') throw new Error(`The payment is ${kind}.`);
  };
  const pace = await paceOf(take, { loops, durationMs });
  return { pace, journalMs: [...spentMs.values()] };
}
