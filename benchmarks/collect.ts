// What does the checkout cost beside the payment itself, and which part of that is its journal?
import { createCheckout, createMemoryJournal, type Journal } from '@alipay-intl/payments/checkout';
import { createPostgresJournal, type Store } from '@alipay-intl/postgres';
import { startChargingGateway } from './harness/charging-gateway.ts';
import { createKeyPair } from './harness/keys.ts';
import { payPath } from './harness/messages.ts';
import { type Pace, paceOf } from './harness/pace.ts';
import { printLine, printPace, printPaceRatio, printPercentiles, printQuestion } from './harness/report.ts';
import { measureInTurns } from './harness/rounds.ts';
import { openTemporaryFolder, openTemporaryServer } from './harness/temporary-stores.ts';
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
const folder = await openTemporaryFolder();
const server = await openTemporaryServer();
const pglite = watchStore(folder.store);
const postgres = watchStore((await server.openDatabase('collect')).store);
let scopes = 0;

interface Collected {
  readonly pace: Pace;
  /** Milliseconds that each payment was inside the journal. */
  readonly journalMs: readonly number[];
}

printQuestion('Collecting: checkout.collect against a bare loop that calls pay of the same rail.');
for (const loops of [1, 16]) {
  const collected = await measureInTurns(
    {
      pay: () => payBare(loops),
      memory: () => collect(createMemoryJournal(), loops),
      pglite: () => collect(newJournal(pglite), loops),
      postgres: () => collect(newJournal(postgres), loops),
    },
    rounds,
  );
  const bare = collected.pay.map(({ pace }) => pace);
  printPace(`pay alone, ${loops} in flight`, bare);
  for (const [name, goal] of [
    ['memory', undefined],
    ['pglite', undefined],
    ['postgres', 0.5],
  ] as const) {
    const paces = collected[name].map(({ pace }) => pace);
    printPace(`collect on ${name}, ${loops} in flight`, paces);
    printPaceRatio(`collect on ${name} / pay alone, ${loops} in flight`, [paces, bare], goal);
    const journalMs = collected[name].flatMap((round) => round.journalMs);
    printPercentiles('  inside the journal, for each payment', journalMs, 'ms');
  }
}
await Promise.all([till.gateway.close(), folder.remove(), server.remove(), gateway.stop()]);

async function payBare(loops: number): Promise<Collected> {
  const rail = till.newRail();
  let next = 0;
  const pay = async (): Promise<void> => {
    const { kind } = await rail.pay(chargeOf(idOf(next++)));
    if (kind !== 'paid') throw new Error(`The payment is ${kind}.`);
  };
  return { pace: await paceOf(pay, { loops, durationMs }), journalMs: [] };
}

async function collect(made: Journal, loops: number): Promise<Collected> {
  const { journal, spentMs, calls } = watchJournal(made);
  const checkout = createCheckout({ rail: till.newRail(), journal });
  let next = 0;
  const take = async (): Promise<void> => {
    const { kind } = await checkout.collect(chargeOf(idOf(next++)));
    if (kind !== 'paid') throw new Error(`The payment is ${kind}.`);
  };
  const statements = pglite.statements.count + postgres.statements.count;
  const pace = await paceOf(take, { loops, durationMs });
  const run = pglite.statements.count + postgres.statements.count - statements;
  if (calls.count !== 2 * next || run > 2 * next) {
    printLine(
      'more than two steps for a payment',
      `${calls.count}`,
      `calls, ${run} statements, ${next} payments`,
    );
  }
  return { pace, journalMs: [...spentMs.values()] };
}

/** The ids are used again in every round, for another merchant. */
function newJournal(store: Store): Journal {
  scopes += 1;
  return createPostgresJournal(store, { scope: `merchant-${scopes}` });
}
