import { createPostgresFetchedFiles } from '@alipay-intl/postgres';
import { openPgliteStore } from '@alipay-intl/postgres/pglite';
import { expect, onTestFinished, test } from 'vitest';
import { madeFolder } from '../../../test/support/made-folder.ts';
import { migrate } from '../src/schema/migrate.ts';
import { migrations } from '../src/schema/migrations.ts';

test('revisions of a store that kept no arrivals have arrived once each', async () => {
  const store = await openPgliteStore({ folder: await madeFolder() });
  onTestFinished(() => store.close());
  await store.query('drop schema alipay_intl cascade', []);
  await migrate(
    store,
    migrations.filter(({ version }) => version < 4),
  );
  const [one, two] = ['a', 'b'].map((digit, index) => ({
    ...{ merchant: 'm', name: 'x.csv', day: '2026-11-21', remotePath: '/x.csv', path: `m/${digit}` },
    ...{ bytes: 4, modifiedAtMs: index, sha256: digit.repeat(64), fetchedAtMs: 10 + index },
    revision: index + 1,
  }));
  if (one === undefined || two === undefined) throw new Error('two revisions are needed');
  for (const file of [one, two]) {
    const { merchant, name, revision, day, remotePath, bytes, modifiedAtMs, sha256, path } = file;
    await store.query(
      `insert into alipay_intl.fetched_files
        (scope, merchant, name, revision, day, remote_path, bytes, modified_at, sha256, path, fetched_at)
        values ('s', $1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [merchant, name, revision, day, remotePath, bytes, modifiedAtMs, sha256, path, file.fetchedAtMs],
    );
  }
  await migrate(store);
  const register = createPostgresFetchedFiles(store, { scope: 's' });
  expect(await register.arrivals('m', 'x.csv')).toEqual([one, two]);
  expect(await register.list('m', '2026-11-21')).toEqual([one, two]);
  const again = { ...one, fetchedAtMs: 20 };
  expect(await register.record(again)).toEqual({ kind: 'returned', revision: 1 });
  expect(await register.arrivals('m', 'x.csv')).toEqual([one, two, again]);
});
