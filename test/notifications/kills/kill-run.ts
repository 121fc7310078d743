import { rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Store } from '@alipay-intl/postgres';
import { bundleProgram } from '../../crashes/support/bundle-program.ts';
import { Random } from '../../trial/random.ts';
import { auditGoods, type GoodsAudit } from '../support/goods.ts';
import { publicKeyText } from '../support/sender.ts';
import { MortalShop } from './mortal-shop.ts';
import type { ShopOrder } from './shop-program.ts';
import { StubbornSender } from './stubborn-sender.ts';

/** How a shop is killed. */
export interface KillOrder extends Omit<ShopOrder, 'alipayPublicKey'> {
  readonly seed: number;
  readonly kills: number;
  /** Opens the store when the shop is closed. */
  readonly openStore: () => Promise<Store>;
}

/** What came of it. */
export interface KillReport extends GoodsAudit {
  readonly events: number;
  readonly attempts: number;
  readonly broken: number;
  /** Of the events, how many were acknowledged when they came once more at the end. */
  readonly acknowledgedAgain: number;
}

// One kill in so many comes while the shop is still starting.
const earlyOneIn = 5;

/** Kills a shop under load at random moments, lets it finish, delivers everything once more and looks at its table. */
export async function runKills(order: KillOrder): Promise<KillReport> {
  const random = new Random(order.seed, 3);
  const { store, mode } = order;
  const program = await bundleProgram(new URL('./shop-program.ts', import.meta.url), 'notification-shop');
  const shop = new MortalShop(program, { store, mode, alipayPublicKey: publicKeyText('1') });
  try {
    await shop.port();
    const sender = new StubbornSender(shop, order.seed);
    for (let kill = 0; kill < order.kills; kill++) {
      if (random.chance(1 / earlyOneIn)) await sleep(random.between(0, 800));
      else await acknowledgeSome(shop, sender, random.between(1, 40));
      await sleep(random.between(0, 30));
      await shop.kill();
      shop.start();
    }
    await sender.stop();
    const acknowledgedAgain = await sender.sendAgain();
    await shop.close();
    const { attempts, broken, acknowledged } = sender;
    const audit = await auditIn(order);
    return { events: acknowledged.length, attempts, broken, acknowledgedAgain, ...audit };
  } finally {
    await shop.kill();
    rmSync(dirname(program), { recursive: true });
  }
}

/** Waits until the shop has acknowledged so many more. */
async function acknowledgeSome(shop: MortalShop, sender: StubbornSender, more: number): Promise<void> {
  await shop.port();
  const enough = sender.acknowledged.length + more;
  while (sender.acknowledged.length < enough) await sleep(1);
}

async function auditIn({ openStore, mode }: KillOrder): Promise<GoodsAudit> {
  const store = await openStore();
  try {
    return await auditGoods(store, 'm', mode === 'store-first' ? 'goods_once' : 'goods');
  } finally {
    await store.close();
  }
}
