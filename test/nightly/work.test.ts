import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type PostgresServer, postgresServerOrNone } from '../support/postgres-server.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { type QuietServer, startQuietServer, writeQuietShop } from './support/quiet-shop.ts';
import { runNightly } from './support/run-nightly.ts';

const days = ['2026-11-20', '2026-11-21'];
const [friday = '', saturday = ''] = days;

vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });

const database: PostgresServer | undefined = await postgresServerOrNone({ fsync: 'off' });
let server: QuietServer;

beforeAll(async () => {
  server = await startQuietServer();
});
afterAll(async () => {
  await server.close();
  await database?.remove();
});

describe.skipIf(database === undefined)('nightly work', () => {
  it('does only the merchant that is named, and sends a refused login once, whatever repetitions are left', async () => {
    const folder = temporaryFolder();
    const env = { DATABASE_URL: (await database?.createDatabase('work')) ?? '', SFTP_PASSWORD: 'hunter2' };
    writeQuietShop(folder, server, [{ id: 'M1' }, { id: 'M2' }], days, '{ postgres: { env: DATABASE_URL } }');
    const run = (...args: readonly string[]) =>
      runNightly(args, { now: () => Date.parse('2026-11-22T10:30:00+08:00') }, folder, env);

    const misplaced = await run('nightly', 'work', '--once', '--through', friday);
    expect([misplaced.code, JSON.parse(misplaced.err).error.code]).toEqual([3, 'ERR_OPTION_INVALID']);

    await run('nightly', 'enqueue');
    const worked = await run('nightly', 'work', '--once', '--merchant', 'M1');
    expect([worked.code, server.connections]).toEqual([3, 1]);
    expect(worked.data.tasks).toEqual(days.map((day) => ({ merchant: 'M1', day, exitCode: 3 })));
    expect(worked.err).toContain('alipay-intl nightly enqueue');

    const put = await run('nightly', 'enqueue');
    const isNew = (day: string, merchant: string) => ({ merchant, day, isNew: merchant === 'M1' });
    expect(put.data.tasks).toEqual(
      ['M1', 'M2'].flatMap((id) => [friday, saturday].map((day) => isNew(day, id))),
    );
  });
});
