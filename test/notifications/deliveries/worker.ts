// A worker in a process of its own. It is told its share, and answers when it has delivered it.
import { openPostgresStore } from '@alipay-intl/postgres/pg';
import { trustingVerifier, unsealed } from './trusting-verifier.ts';
import { deliverShare, type WorkerShare } from './worker-share.ts';

process.once('message', async (order: WorkerShare & { readonly connectionString: string }) => {
  const { connectionString, ...share } = order;
  const store = await openPostgresStore({ connectionString, connectionsMax: 4, timeoutMs: 30_000 });
  const parts = { store, verifiers: { v1: trustingVerifier }, requestOf: unsealed };
  process.send?.(await deliverShare(share, parts));
  await store.close();
  process.disconnect();
});
