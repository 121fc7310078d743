import { inspect } from 'node:util';
import { createMemoryJournal, type Journal } from '@alipay-intl/payments/checkout';
import { describe, expect, it } from 'vitest';
import { buyerCanary, notSent } from '../support/scripted-rail.ts';
import { openTill, orderOf } from '../support/till.ts';
import { createVirtualClock } from '../support/virtual-clock.ts';

const canaries = {
  scannedCode: '289999777755553333',
  description: 'description-canary',
  buyer: buyerCanary,
  signature: 'signature-canary',
};

/** A journal that keeps the text of all that it is given. */
function listeningJournal(journal: Journal): { journal: Journal; written: () => string } {
  const texts: string[] = [];
  const listening = Object.fromEntries(
    Object.entries(journal).map(([name, method]) => [
      name,
      (...args: unknown[]) => {
        texts.push(JSON.stringify(args));
        return Reflect.apply(method, journal, args);
      },
    ]),
  );
  return { journal: listening as unknown as Journal, written: () => texts.join('\n') };
}

function expectClean(text: string): void {
  for (const [name, canary] of Object.entries(canaries)) expect(text.includes(canary), name).toBe(false);
}

const endings = [
  { pay: ['paid'] },
  { pay: ['declined:USER_BALANCE_NOT_ENOUGH'] },
  { pay: ['unknown'], query: ['processing', 'paid'], cancel: ['cancelled'] },
  { pay: ['processing'], query: ['not-found'], cancel: ['unknown', 'declined:PROCESS_FAIL'] },
  { pay: ['paid'], refund: ['unknown', 'refunded'] },
];

describe('the scanned code, the description, buyer data and signatures', () => {
  it.each(endings)('are in no journal, outcome or history: %j', async (script) => {
    const clock = createVirtualClock();
    const { journal, written } = listeningJournal(createMemoryJournal(clock));
    const till = openTill(script, { clock, journal });
    const { scannedCode, description } = canaries;
    const order = orderOf({ scannedCode, description });
    const outcome = await till.run(till.checkout.collect(order));
    const { attemptId, amount } = order;
    const refunded =
      'refund' in script
        ? await till.run(till.checkout.refund({ attemptId, refundAttemptId: 'r1', amount }))
        : undefined;
    const history = await till.checkout.history(attemptId);
    expect(written()).toContain(attemptId);
    expectClean(written());
    expectClean(JSON.stringify([outcome, history, refunded, till.alarms]));
    expectClean(inspect([outcome, history, refunded, till.checkout], { depth: 20, showHidden: true }));
  });

  it('are in no error', async () => {
    const { scannedCode, description } = canaries;
    const till = openTill({
      pay: [
        () => {
          throw notSent();
        },
      ],
    });
    const order = orderOf({ scannedCode, description });
    const wrong = [
      () => till.checkout.collect(order),
      () => till.checkout.collect({ ...order, attemptId: 'spaces are wrong' }),
      () =>
        till.checkout.collect({ ...orderOf(), scannedCode, description: `${description}${'x'.repeat(300)}` }),
    ];
    for (const collect of wrong) {
      const error = await till.run(collect()).catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(Error);
      expectClean(`${inspect(error, { depth: 20 })}${JSON.stringify(error)}`);
    }
    const again = till.checkout.collect({ ...order, amount: { currency: 'USD', value: '1' } });
    expectClean(inspect(await till.run(again).catch((thrown: unknown) => thrown), { depth: 20 }));
  });

  it('a rail that throws something with them in its text is written down without it', async () => {
    const clock = createVirtualClock();
    const { journal, written } = listeningJournal(createMemoryJournal(clock));
    const broken = (): never => {
      throw new TypeError(`cannot read ${canaries.scannedCode} of ${buyerCanary}`);
    };
    const till = openTill({ pay: [broken], query: ['paid'] }, { clock, journal });
    const outcome = await till.run(till.checkout.collect(orderOf({ scannedCode: canaries.scannedCode })));
    expect(outcome.kind).toBe('paid');
    expectClean(written());
  });
});
