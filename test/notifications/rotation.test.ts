import {
  createMemoryNotificationLog,
  createNotificationReceiver,
  createNotificationVerifier,
  type NotificationReceiver,
} from '@alipay-intl/notify';
import { expect, test } from 'vitest';
import { Random } from '../trial/random.ts';
import { clientId, type KeyVersion, notifyPath, paidBody, ringOf, seal } from './support/sender.ts';

const events = 150;
const deliveries = 900;
const lanes = 16;
const random = new Random(1, 4);

/** Alipay signs with the new key from here on, but for what it sends again. */
const newKeyFrom = 300;
/** Nothing signed with the old key comes any more. */
const oldKeyUntil = 600;
/** The shop's rings: the new key is there before it is used, and the old one longer than it is. */
const rings: readonly (readonly [from: number, versions: readonly KeyVersion[]])[] = [
  [0, ['1']],
  [250, ['1', '2']],
  [650, ['2']],
];

function signerOf(delivery: number): KeyVersion {
  if (delivery < newKeyFrom) return '1';
  return delivery >= oldKeyUntil || random.chance(0.5) ? '2' : '1';
}

test('a key is rotated under load without the refusal of a genuine notification', async () => {
  const effects = new Map<string, number>();
  const log = createMemoryNotificationLog();
  const openReceiver = async (versions: readonly KeyVersion[]): Promise<NotificationReceiver> =>
    createNotificationReceiver({
      verifiers: {
        v1: createNotificationVerifier({ clientId, path: notifyPath, keyRing: await ringOf(...versions) }),
      },
      lookup: () => ({ amount: { currency: 'USD', value: '599' } }),
      log,
      handler: async ({ delivery: { key } }) => {
        await new Promise(setImmediate);
        effects.set(key, (effects.get(key) ?? 0) + 1);
      },
    });
  const receivers = await Promise.all(
    rings.map(async ([from, versions]) => ({ from, receiver: await openReceiver(versions) })),
  );
  const kinds = new Map<string, number>();
  const foundBy = new Map<string, number>();
  const waiting = Array.from({ length: deliveries }, (_, delivery) => delivery).values();
  const deliver = async (delivery: number): Promise<void> => {
    const request = seal(paidBody(`pay_${random.between(1, events)}`), signerOf(delivery));
    const { receiver } = receivers.findLast(({ from }) => from <= delivery) ?? {};
    const receipt = await receiver?.receive(request);
    if (receipt === undefined) throw new Error('no receiver is open');
    kinds.set(receipt.kind, (kinds.get(receipt.kind) ?? 0) + 1);
    const version = receipt.received?.delivery.verifiedBy?.keyVersion ?? 'none';
    foundBy.set(version, (foundBy.get(version) ?? 0) + 1);
    // Another delivery of it was at work; Alipay sends it again.
    if (receipt.kind === 'failed') await deliver(delivery);
  };
  await Promise.all(
    Array.from({ length: lanes }, async () => {
      for (const delivery of waiting) await deliver(delivery);
    }),
  );
  expect(kinds.get('refused')).toBeUndefined();
  expect(kinds.get('handled')).toBe(effects.size);
  expect([...effects.values()].every((count) => count === 1)).toBe(true);
  expect(effects.size).toBeGreaterThan(events - 10);
  expect([...foundBy.keys()].toSorted()).toEqual(['1', '2']);
});

test('both keys in the ring prove nothing for each other', async () => {
  const keyRing = await ringOf('1', '2');
  const verifier = createNotificationVerifier({ clientId, path: notifyPath, keyRing });
  const { headers, ...request } = seal(paidBody('pay_1'), '2');
  const named = (version: string): Record<string, string> => {
    const { signature = '', ...others } = headers as Record<string, string>;
    return { ...others, signature: signature.replace('keyVersion=2', `keyVersion=${version}`) };
  };
  expect(verifier.verify({ ...request, headers: named('2') })).toMatchObject({ accepted: true });
  expect(verifier.verify({ ...request, headers: named('1') })).toMatchObject({
    accepted: false,
    error: { code: 'ERR_SIGNATURE_INVALID' },
  });
  // A version that nobody has configured yet is tried against all keys.
  expect(verifier.verify({ ...request, headers: named('3') })).toMatchObject({
    accepted: true,
    verifiedBy: { keyVersion: '2', foundBy: 'ring' },
  });
});
