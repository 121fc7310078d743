import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type SleepingClock, systemClock } from '@alipay-intl/core/time';
import type { Store } from '@alipay-intl/postgres';
import { openPgliteStore } from '@alipay-intl/postgres/pglite';
import {
  createManualClock,
  type Simulator,
  type SteerableClock,
  startSimulator,
} from '@alipay-intl/simulator';
import { type Night, type NightSettings, reconcileNight } from './night.ts';
import { openShop } from './shop.ts';

/** What is wrong with the files of Alipay in this play, by the id that it is about. */
export interface PlantedBreak {
  readonly ownId: string;
  /** The kind of break that it must come out as. */
  readonly kind: string;
  readonly what: string;
}

/** Three nights of a shop. */
export interface PlayedNights {
  readonly planted: readonly PlantedBreak[];
  /** What each night came to, the first one first. */
  readonly nights: readonly PlayedNight[];
}

/** A night, and the day on whose morning it was. */
export interface PlayedNight extends Night {
  readonly morning: string;
}

const hourMs = 3_600_000;
// A Wednesday, at noon.
const noonMs = Date.parse('2026-11-18T12:00:00+08:00');
const scope = 'example-cafe';

/** Lets a shop sell for two days and reconciles three nights; some files of Alipay tell something else than what happened. */
export async function playNights(folder: string): Promise<PlayedNights> {
  await mkdir(folder, { recursive: true });
  const steerable = createManualClock(noonMs);
  // The days are played; waiting for the network is not.
  const clock: SleepingClock = { now: steerable.now, sleep: systemClock.sleep };
  const simulator = await startSimulator({ clock: steerable, sftp: true });
  const store = await openPgliteStore({ folder: join(folder, 'store') });
  try {
    const planted = await playWednesday({ simulator, store, clock });
    const settings = settingsOf({ simulator, store, clock }, folder);
    const nights: PlayedNight[] = [];
    for (const [yesterday, morning] of [
      ['2026-11-18', '2026-11-19'],
      ['2026-11-19', '2026-11-20'],
      ['2026-11-20', '2026-11-21'],
    ] as const) {
      await advanceTo(steerable, Date.parse(`${morning}T10:30:00+08:00`));
      nights.push({ morning, ...(await reconcileNight(settings, yesterday)) });
      await playQuietDay({ simulator, store, clock });
    }
    return { planted, nights };
  } finally {
    await store.close();
    await simulator.close();
  }
}

interface Scene {
  readonly simulator: Simulator;
  readonly store: Store;
  readonly clock: SleepingClock;
}

/** Ten sales and two refunds; of six of them Alipay's files tell something else. */
async function playWednesday({ simulator, store, clock }: Scene): Promise<readonly PlantedBreak[]> {
  const shop = await openShop({ simulator, store, scope, clock });
  const { plantDifference } = simulator.control;
  for (const price of ['5.99', '12.50', '73.00', '4.20']) {
    const sale = await shop.sell('USD', price);
    if (price === '73.00') await shop.refund(sale, 'USD', '23.00');
    await simulator.control.advance(hourMs / 4);
  }
  const missing = await shop.sell('USD', '18.80');
  plantDifference({ difference: 'left-out', ownId: missing });
  const lessened = await shop.sell('USD', '45.00');
  plantDifference({ difference: 'other-amount', ownId: lessened, units: -500 });
  const dear = await shop.sell('USD', '60.00');
  plantDifference({ difference: 'other-fee', ownId: dear, units: 30 });
  const twin = await shop.sell('JPY', '1800');
  plantDifference({ difference: 'stranger', ownId: twin });
  const unsettled = await shop.sell('USD', '25.00');
  plantDifference({ difference: 'not-settled', ownId: unsettled });
  const twice = await shop.sell('USD', '9.90');
  plantDifference({ difference: 'settled-twice', ownId: twice });
  const late = await shop.sell('USD', '7.70');
  plantDifference({ difference: 'next-day', ownId: late });
  await shop.close();
  return [
    { ownId: missing, kind: 'MISSING_AT_PROVIDER', what: 'no file has it' },
    { ownId: lessened, kind: 'AMOUNT_MISMATCH', what: 'USD 5.00 less in the files' },
    { ownId: dear, kind: 'FEE_MISMATCH', what: 'USD 0.30 more fee than agreed' },
    { ownId: `${twin}-X`, kind: 'MISSING_IN_LEDGER', what: 'a payment that the shop never took' },
    { ownId: unsettled, kind: 'OVERDUE_SETTLEMENT', what: 'never settled' },
    { ownId: twice, kind: 'SETTLED_TWICE', what: 'settled on Thursday and on Friday' },
  ];
}

/** Sales that nothing is wrong with. */
async function playQuietDay(scene: Scene): Promise<void> {
  const shop = await openShop({ ...scene, scope });
  for (const price of ['8.00', '3.30', '21.75']) await shop.sell('USD', price);
  await shop.close();
}

function settingsOf({ simulator, store, clock }: Scene, folder: string): NightSettings {
  if (simulator.sftp === undefined) throw new Error('The simulator serves no files.');
  const { host, port, username, password, fingerprint } = simulator.sftp;
  return {
    server: { host, port, hostKey: { fingerprints: [fingerprint] } },
    login: { user: username, password },
    merchant: simulator.credentials.merchantId,
    ...{ store, scope, folder, clock },
    booksBegin: '2026-11-18',
  };
}

async function advanceTo(clock: SteerableClock, epochMs: number): Promise<void> {
  await clock.advance(epochMs - clock.now());
}
