import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Received } from '@alipay-intl/notify';
import type { Store, StoreSession } from '@alipay-intl/postgres';
import { openPgliteStore } from '@alipay-intl/postgres/pglite';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { auditGoods, createGoods, createGoodsOnce, handOver, handOverOnce } from './support/goods.ts';
import { openResendShop, type ResendShop, type ResendShopOptions } from './support/resend-shop.ts';

let folder: string;
let store: Store;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'alipay-intl-resends-'));
  store = await openPgliteStore({ folder });
  await createGoods(store);
  await createGoodsOnce(store);
});
afterAll(async () => {
  await store?.close();
  rmSync(folder, { recursive: true, force: true });
});

type Turn = 'throws' | 'hangs' | 'works' | 'works, answered wrongly';
type HandOver = (session: StoreSession, scope: string, received: Received) => Promise<void>;

/** A shop whose handler does something else each time it is asked, and a way to end what hangs. */
async function openFailingShop(
  options: Pick<ResendShopOptions, 'scope' | 'mode'>,
  turns: readonly Turn[],
  give: HandOver,
) {
  const { scope } = options;
  const waiting = turns.values();
  let turn: Turn = 'works';
  let endHanging = (): void => undefined;
  const hanging = new Promise<void>((resolve) => {
    endHanging = resolve;
  });
  const shop = await openResendShop({
    ...options,
    store,
    handle: async (session, received) => {
      turn = waiting.next().value ?? 'works';
      const now = turn;
      if (now === 'hangs') await hanging;
      await give(session, scope, received);
      if (now === 'throws') throw new Error('the goods are not there');
    },
    spoilsAnswer: () => {
      const isSpoilt = turn === 'works, answered wrongly';
      turn = 'works';
      return isSpoilt;
    },
  });
  onTestFinished(() => shop.close());
  return { shop, endHanging };
}

const acknowledged = ({ simulator }: ResendShop): readonly boolean[] =>
  simulator.control.deliveries().map((delivery) => delivery.acknowledged);
// docs/wire/v1 §6.3: after 0 s, 2 min, 10 min, 10 min, 1 h.
const waits = [2, 10, 10, 60];

describe.each(['v1', 'acquiring'] as const)('the resends of a notification of the family %s', (family) => {
  test('have one effect in the transaction of the log, whatever the shop does', async () => {
    const scope = `transaction-${family}`;
    const turns = ['throws', 'hangs', 'throws', 'works, answered wrongly'] as const;
    const { shop } = await openFailingShop({ scope, mode: 'handle-in-transaction' }, turns, handOver);
    await shop.sell(family);
    for (const minutes of waits) await shop.pass(minutes);
    await shop.pass(48 * 60);
    expect(shop.receipts).toEqual(['failed', 'failed', 'failed', 'handled', 'repeated']);
    expect(acknowledged(shop)).toEqual([false, false, false, false, true]);
    expect(await auditGoods(store, scope, 'goods')).toEqual({ handedOver: 1, payments: 1 });
  });

  test('have one effect that may be repeated under claims, whatever the shop does', async () => {
    const scope = `claims-${family}`;
    const turns = ['throws', 'hangs', 'works, answered wrongly'] as const;
    const { shop, endHanging } = await openFailingShop({ scope, mode: 'handle-first' }, turns, handOverOnce);
    await shop.sell(family);
    await shop.pass(2);
    // The claim of the handler that hangs has run out by now.
    await shop.pass(10);
    expect(shop.receipts).toEqual(['failed', 'handled']);
    endHanging();
    await shop.pass(10);
    await shop.pass(48 * 60);
    expect(shop.receipts.toSorted()).toEqual(['failed', 'handled', 'handled', 'repeated']);
    expect(acknowledged(shop)).toEqual([false, false, false, true]);
    expect(await auditGoods(store, scope, 'goods_once')).toEqual({ handedOver: 1, payments: 1 });
  });

  test('that find the shop still at work are asked for again, and have no effect', async () => {
    const scope = `busy-${family}`;
    const { shop, endHanging } = await openFailingShop(
      { scope, mode: 'handle-first' },
      ['hangs'],
      handOverOnce,
    );
    shop.simulator.control.notifyNext({ copies: 2 });
    await shop.sell(family);
    expect(shop.receipts).toEqual(['failed']);
    expect(await auditGoods(store, scope, 'goods_once')).toEqual({ handedOver: 0, payments: 0 });
    endHanging();
    await shop.pass(2);
    expect(shop.receipts.toSorted()).toEqual(['failed', 'handled', 'repeated', 'repeated']);
    expect(await auditGoods(store, scope, 'goods_once')).toEqual({ handedOver: 1, payments: 1 });
  });
});
