import type { Journal, JournalAppend, Lease } from '@alipay-intl/payments/checkout';

const lease = { worker: 'till-1', session: 'session-1', leaseMs: 60_000 };

/** Opens a payment under a lease of a minute. */
export async function openPayment(journal: Journal, attemptId: string, note = ''): Promise<Lease> {
  const opened = await journal.open({
    attemptId,
    rail: 'barcode',
    fingerprint: 'fingerprint',
    orderKey: `order of ${attemptId}`,
    events: [{ type: 'settled', atMs: 1, as: 'paid', by: 'nobody', note }],
    lease,
  });
  if (opened.kind !== 'opened') throw new Error(`${attemptId} was not opened: ${opened.kind}`);
  return opened.lease;
}

/** The end of a payment: two events, and nobody holds it any more. */
export function ending({ attemptId, token }: Lease): JournalAppend {
  return {
    attemptId,
    afterVersion: 1,
    events: [
      { type: 'answered', atMs: 2, action: 'pay', number: 1, answer: { kind: 'paid', providerId: '42' } },
      { type: 'ended', atMs: 2, end: 'paid' },
    ],
    summary: { state: 'paid', needsPerson: false, wakeAtMs: undefined, freesOrder: false },
    lease: { token, afterwards: { kind: 'release' } },
  };
}
