import type { FetchedFile, FetchedFiles } from '@alipay-intl/reconciliation/fetch';
import { describe, expect, test } from 'vitest';

const merchant = '2088000000000000';
const name = `${merchant}_transaction_20261121.txt`;

function fileWith(changes: Partial<FetchedFile> = {}): FetchedFile {
  return {
    merchant,
    name,
    day: '2026-11-21',
    remotePath: `/download/${name}`,
    bytes: 5_000_000_000,
    modifiedAtMs: 1_795_311_000_000,
    sha256: 'a'.repeat(64),
    path: `${merchant}/2026-11-21/${name}`,
    fetchedAtMs: 1_795_312_345_678,
    ...changes,
  };
}

const contents = ['a', 'b', 'c', 'd', 'e', 'f'].map((digit) => digit.repeat(64));

/**
 * What every register of fetched files must do, whatever holds it.
 *
 * @param make - gives a register for a scope; called inside the tests.
 */
export function describeRegister(place: string, make: () => (scope: string) => FetchedFiles): void {
  let scopes = 0;
  const newScope = (): string => {
    scopes += 1;
    return `register-${process.pid}-${place}-${scopes}`;
  };
  const newRegister = (): FetchedFiles => make()(newScope());

  describe(`the register on ${place}`, () => {
    test('gives back what was recorded, to the last digit', async () => {
      const register = newRegister();
      const file = fileWith();
      expect(await register.record(file)).toEqual({
        kind: 'recorded',
        file: { ...file, revision: 1 },
        newestRevision: 1,
      });
      expect(await register.find(merchant, name)).toEqual([{ ...file, revision: 1 }]);
    });

    test('knows the same bytes under the same name, whatever else is new, and changes nothing', async () => {
      const register = newRegister();
      const file = fileWith();
      await register.record(file);
      const again = fileWith({
        modifiedAtMs: 1,
        fetchedAtMs: 2,
        path: 'elsewhere',
        remotePath: '/v1',
        day: 'undated',
      });
      expect(await register.record(again)).toEqual({
        kind: 'known',
        file: { ...file, revision: 1 },
        newestRevision: 1,
      });
      expect(await register.find(merchant, name)).toHaveLength(1);
    });

    test('makes other bytes under the same name a revision', async () => {
      const register = newRegister();
      for (const [index, sha256] of contents.entries()) {
        const recording = await register.record(fileWith({ sha256 }));
        expect([recording.kind, recording.file.revision]).toEqual(['recorded', index + 1]);
      }
      expect(await register.record(fileWith({ sha256: contents[2] ?? '' }))).toMatchObject({
        kind: 'known',
        file: { revision: 3 },
      });
      const found = await register.find(merchant, name);
      expect(found.map(({ sha256, revision }) => [sha256, revision])).toEqual(
        contents.map((sha256, index) => [sha256, index + 1]),
      );
    });

    test('says of earlier bytes that came back that they are not the newest', async () => {
      const register = newRegister();
      const [one = '', two = ''] = contents;
      const came: unknown[] = [];
      for (const sha256 of [one, two, one, two, one]) {
        const { kind, file, newestRevision } = await register.record(fileWith({ sha256 }));
        came.push([kind, file.revision, newestRevision]);
      }
      expect(came).toEqual([
        ['recorded', 1, 1],
        ['recorded', 2, 2],
        ['known', 1, 2],
        ['known', 2, 2],
        ['known', 1, 2],
      ]);
      // Another name, merchant or scope has revisions of its own.
      for (const other of [{ name: 'x.csv' }, { merchant: 'another' }]) {
        expect(await register.record(fileWith({ sha256: one, ...other }))).toMatchObject({
          newestRevision: 1,
        });
      }
      expect(await newRegister().record(fileWith({ sha256: one }))).toMatchObject({ newestRevision: 1 });
    });

    test('keeps the places of a name apart when it says what is the newest', async () => {
      const register = newRegister();
      const [one = '', two = ''] = contents;
      const came: unknown[] = [];
      for (const [sha256, remotePath] of [
        [one, '/22/x'],
        [two, '/23/x'],
        [one, '/22/x'],
        [two, '/23/x'],
        [one, '/24/x'],
        [one, '/23/x'],
      ] as const) {
        const { file, newestRevision } = await register.record(fileWith({ sha256, remotePath }));
        came.push([file.revision, newestRevision]);
      }
      expect(came).toEqual([
        [1, 1],
        [2, 2],
        [1, 1],
        [2, 2],
        [1, 1],
        [1, 2],
      ]);
    });

    test('records each content once when many record at the same time', async () => {
      const register = newRegister();
      const all = [...contents, ...contents, ...contents].map((sha256) =>
        register.record(fileWith({ sha256 })),
      );
      const kinds = (await Promise.all(all)).map(({ kind }) => kind);
      expect(kinds.filter((kind) => kind === 'recorded')).toHaveLength(contents.length);
      const found = await register.find(merchant, name);
      expect(found.map(({ revision }) => revision)).toEqual([1, 2, 3, 4, 5, 6]);
      expect(new Set(found.map(({ sha256 }) => sha256)).size).toBe(contents.length);
    });

    test('keeps merchants apart', async () => {
      const register = newRegister();
      await register.record(fileWith());
      const other = await register.record(
        fileWith({ merchant: '1022188000000000001', sha256: 'b'.repeat(64) }),
      );
      expect(other).toMatchObject({ kind: 'recorded', file: { revision: 1 } });
      expect(await register.find(merchant, name)).toHaveLength(1);
      expect(await register.find('nobody', name)).toEqual([]);
    });

    test('lists a day by name and revision', async () => {
      const register = newRegister();
      for (const [one, sha256, day] of [
        ['b.csv', contents[1], '2026-11-21'],
        ['a.csv', contents[1], '2026-11-21'],
        ['B.csv', contents[1], '2026-11-21'],
        ['a.csv', contents[0], '2026-11-21'],
        ['c.csv', contents[0], '2026-11-22'],
      ] as const) {
        await register.record(fileWith({ name: one, sha256: sha256 ?? '', day }));
      }
      const listed = await register.list(merchant, '2026-11-21');
      expect(listed.map((file) => [file.name, file.revision])).toEqual([
        ['B.csv', 1],
        ['a.csv', 1],
        ['a.csv', 2],
        ['b.csv', 1],
      ]);
      expect(await register.list(merchant, '2026-11-23')).toEqual([]);
    });

    test('holds any text as it is', async () => {
      const register = newRegister();
      const odd = { name: `\\u0000 'x' \\`, remotePath: '/中/\u0000/\ud800', path: 'a\ufeff/"b"' };
      await register.record(fileWith(odd));
      expect(await register.find(merchant, odd.name)).toMatchObject([odd]);
    });
  });
}
