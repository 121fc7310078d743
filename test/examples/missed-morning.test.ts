import { join } from 'node:path';
import { systemClock } from '@alipay-intl/core/time';
import { openPgliteStore } from '@alipay-intl/postgres/pglite';
import { createManualClock, startSimulator } from '@alipay-intl/simulator';
import { expect, it, onTestFinished } from 'vitest';
import { reconcileNight } from '../../examples/nightly-reconciliation/src/night.ts';
import { openShop } from '../../examples/nightly-reconciliation/src/shop.ts';
import { madeFolder } from '../support/made-folder.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

it('the night of nightly-reconciliation makes up for a missed morning, and does not go on without a file', async () => {
  const steerable = createManualClock(Date.parse('2026-11-18T12:00:00+08:00'));
  const clock = { now: steerable.now, sleep: systemClock.sleep };
  const simulator = await startSimulator({ clock: steerable, sftp: true });
  onTestFinished(() => simulator.close());
  const folder = temporaryFolder();
  const store = await openPgliteStore({ folder: await madeFolder(join(folder, 'store')) });
  onTestFinished(() => store.close());
  const shop = await openShop({ simulator, store, scope: 'shop', clock });
  await shop.sell('USD', '8.00');
  await shop.close();
  await steerable.advance(Date.parse('2026-11-20T10:30:00+08:00') - steerable.now());
  const { sftp, credentials, control } = simulator;
  if (sftp === undefined) throw new Error('no SFTP server');
  const settings = {
    server: { host: sftp.host, port: sftp.port, hostKey: { fingerprints: [sftp.fingerprint] } },
    login: { user: sftp.username, password: sftp.password },
    merchant: credentials.merchantId,
    ...{ store, scope: 'shop', folder, clock },
    booksBegin: '2026-11-18',
  };
  const night = () => reconcileNight(settings, '2026-11-19');
  // On the server it is still being written, a piece with every look.
  control.failNextStatement({ fault: 'growing', file: 'TRANSACTION_DETAIL' });
  const refused = await night().catch((error: unknown) => error);
  expect(String(refused)).toContain('TRANSACTION_DETAIL_USD_20261118.csv: incomplete');
  const looks = Array.from({ length: 8 }, () => night);
  const whole = await looks.reduce(
    (before, look) => before.catch(look),
    Promise.reject(refused) as ReturnType<typeof night>,
  );
  expect([whole.days.at(-1)?.day, whole.open]).toEqual(['2026-11-19', []]);
}, 240_000);
