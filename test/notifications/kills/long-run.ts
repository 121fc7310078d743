import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openPostgresStore } from '@alipay-intl/postgres/pg';
import { openPgliteStore } from '@alipay-intl/postgres/pglite';
import { startPostgresServer } from '../../support/postgres-server.ts';
import { type KillOrder, type KillReport, runKills } from './kill-run.ts';
import type { ShopOrder } from './shop-program.ts';

/** Many kills of one shop. */
export interface LongKill {
  readonly seed: number;
  readonly kills: number;
  readonly store: 'postgres' | 'pglite';
  readonly mode: ShopOrder['mode'];
}

export function isKillMode(mode: string): mode is ShopOrder['mode'] {
  return mode === 'handle-in-transaction' || mode === 'store-first';
}

/** Kills, prints what came of it, and tells whether nothing was lost and each effect was there once. */
export async function killLong({ seed, kills, store, mode }: LongKill): Promise<boolean> {
  const order = { seed, kills, mode };
  const report = store === 'pglite' ? await killOnPglite(order) : await killOnPostgres(order);
  const { events, attempts, broken, acknowledgedAgain, handedOver, payments } = report;
  console.log(`${kills} kills of a receiver on ${store}, ${mode}:`);
  console.log(`  ${attempts} deliveries of ${events} notifications, ${broken} of them broke off`);
  console.log(`  all acknowledged, and ${acknowledgedAgain} once more at the end`);
  console.log(`  effects ${handedOver} for ${payments} payments`);
  return handedOver === events && payments === events && acknowledgedAgain === events;
}

type PartialOrder = Omit<KillOrder, 'store' | 'openStore'>;

async function killOnPostgres(order: PartialOrder): Promise<KillReport> {
  const server = await startPostgresServer();
  try {
    const { connectionString } = server;
    const openStore = () => openPostgresStore({ connectionString });
    return await runKills({ ...order, store: { connectionString }, openStore });
  } finally {
    await server.remove();
  }
}

async function killOnPglite(order: PartialOrder): Promise<KillReport> {
  const folder = mkdtempSync(join(tmpdir(), 'alipay-intl-kills-'));
  try {
    return await runKills({ ...order, store: { folder }, openStore: () => openPgliteStore({ folder }) });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
