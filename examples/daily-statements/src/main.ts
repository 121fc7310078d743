import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isAlipayError } from '@alipay-intl/core';
import { createMemoryFetchedFiles, remoteDirectories } from '@alipay-intl/reconciliation/fetch';
import { type Simulator, startSimulator } from '@alipay-intl/simulator';
import { printDay } from './print-day.ts';
import { readDay, type StatementSettings } from './read-day.ts';
import { takeSales } from './take-sales.ts';

const simulator = await startSimulator({ sftp: true });
const folder = await mkdtemp(join(tmpdir(), 'alipay-statements-'));
try {
  await takeSales(simulator);
  const { day, settlementDay } = await writeBooks(simulator);
  const settings = settingsOf(simulator, folder);
  console.log(`Transactions of ${day}, fetched over SFTP from a server with a pinned host key:`);
  await printDay(await readDay(settings, day));
  console.log(`\nSettled on ${settlementDay}:`);
  await printDay(await readDay(settings, settlementDay));
} catch (error) {
  if (!isAlipayError(error)) throw error;
  console.error(error.message);
  process.exitCode = 1;
} finally {
  await simulator.close();
  await rm(folder, { recursive: true });
}

/** Lets the simulator write the files of today and of the day on which today is settled, without waiting for the mornings. */
async function writeBooks({ control }: Simulator): Promise<{ day: string; settlementDay: string }> {
  const { day, files } = await control.publishStatements();
  const [entry] = files.flatMap(({ entries }) => entries);
  if (entry === undefined) throw new Error('Nothing was sold.');
  await control.publishStatements(entry.settlementDay);
  return { day, settlementDay: entry.settlementDay };
}

function settingsOf({ sftp, credentials }: Simulator, folder: string): StatementSettings {
  if (sftp === undefined) throw new Error('The simulator serves no files.');
  const { host, port, username, password, fingerprint } = sftp;
  return {
    server: { host, port, hostKey: { fingerprints: [fingerprint] } },
    login: { user: username, password },
    merchant: credentials.merchantId,
    directories: remoteDirectories.acquiring,
    folder,
    register: createMemoryFetchedFiles(),
  };
}
