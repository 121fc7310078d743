import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isAlipayError } from '@alipay-intl/core';
import { type Simulator, startSimulator } from '@alipay-intl/simulator';
import { printDay } from './print-day.ts';
import { readDay } from './read-day.ts';
import { settingsOf } from './simulator-settings.ts';
import { takeSales } from './take-sales.ts';

const simulator = await startSimulator({ sftp: true });
const folder = await mkdtemp(join(tmpdir(), 'alipay-statements-'));
try {
  await takeSales(simulator);
  const { day, settlementDay } = await writeTransactions(simulator);
  const settings = settingsOf(simulator, folder);
  console.log(`Transactions of ${day}, fetched over SFTP from a server with a pinned host key:`);
  await printDay(await readDay(settings, day, ['transaction']));
  console.log(`\nSettled on ${settlementDay}, before Alipay has written it:`);
  await printDay(await readDay(settings, settlementDay, ['settlement', 'summary']));
  await simulator.control.publishStatements(settlementDay);
  console.log(`\nSettled on ${settlementDay}:`);
  await printDay(await readDay(settings, settlementDay, ['settlement', 'summary']));
} catch (error) {
  if (!isAlipayError(error)) throw error;
  console.error(error.message);
  process.exitCode = 1;
} finally {
  await simulator.close();
  await rm(folder, { recursive: true });
}

/** Lets the simulator write the file of today without waiting for the morning, and tells the day on which today is settled. */
async function writeTransactions({ control }: Simulator): Promise<{ day: string; settlementDay: string }> {
  const { day, files } = await control.publishStatements();
  const [entry] = files.flatMap(({ entries }) => entries);
  if (entry === undefined) throw new Error('Nothing was sold.');
  return { day, settlementDay: entry.settlementDay };
}
