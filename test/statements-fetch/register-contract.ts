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
      expect(await register.record(file)).toEqual({ kind: 'new', revision: 1 });
      const recorded = [{ ...file, revision: 1 }];
      expect(await register.find(merchant, name)).toEqual(recorded);
      expect(await register.arrivals(merchant, name)).toEqual(recorded);
      expect(await register.list(merchant, file.day)).toEqual(recorded);
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
      expect(await register.record(again)).toEqual({ kind: 'known', revision: 1 });
      expect(await register.find(merchant, name)).toEqual([{ ...file, revision: 1 }]);
      expect(await register.arrivals(merchant, name)).toEqual([
        { ...file, revision: 1 },
        { ...again, revision: 1 },
      ]);
    });

    test('keeps an arrival once, and each that has another time or local path than the one before', async () => {
      const register = newRegister();
      const [old, young] = [{ modifiedAtMs: 1 }, { modifiedAtMs: 2 }];
      for (const changes of [old, old, young, young, old, { ...old, path: 'x' }, { ...old, path: 'x' }]) {
        await register.record(fileWith({ ...changes, fetchedAtMs: 7 }));
        // Whose time is another is no other arrival.
        expect(await register.record(fileWith({ ...changes, fetchedAtMs: 8 }))).toEqual({
          kind: 'known',
          revision: 1,
        });
      }
      const arrivals = await register.arrivals(merchant, name);
      const { path } = fileWith();
      expect(arrivals.map((file) => [file.modifiedAtMs, file.path, file.fetchedAtMs])).toEqual([
        [1, path, 7],
        [2, path, 7],
        [1, path, 7],
        [1, 'x', 7],
      ]);
    });

    test('makes other bytes under the same name a revision', async () => {
      const register = newRegister();
      for (const [index, sha256] of contents.entries()) {
        const recording = await register.record(fileWith({ sha256 }));
        expect(recording).toEqual({ kind: 'new', revision: index + 1 });
      }
      expect(await register.record(fileWith({ sha256: contents[2] ?? '' }))).toEqual({
        kind: 'returned',
        revision: 3,
      });
      const found = await register.find(merchant, name);
      expect(found.map(({ sha256, revision }) => [sha256, revision])).toEqual(
        contents.map((sha256, index) => [sha256, index + 1]),
      );
    });

    test('tells once of earlier bytes that they came back, and keeps that they did', async () => {
      const register = newRegister();
      const [one = '', two = ''] = contents;
      const came: unknown[] = [];
      for (const [index, sha256] of [one, two, one, one, two, two, one].entries()) {
        const { kind, revision } = await register.record(fileWith({ sha256, fetchedAtMs: index }));
        came.push([kind, revision]);
      }
      expect(came).toEqual([
        ['new', 1],
        ['new', 2],
        ['returned', 1],
        ['known', 1],
        ['returned', 2],
        ['known', 2],
        ['returned', 1],
      ]);
      const arrivals = await register.arrivals(merchant, name);
      expect(arrivals.map((file) => [file.revision, file.sha256, file.fetchedAtMs])).toEqual([
        [1, one, 0],
        [2, two, 1],
        [1, one, 2],
        [2, two, 4],
        [1, one, 6],
      ]);
      expect(await register.find(merchant, name)).toEqual(arrivals.slice(0, 2));
    });

    test('keeps the places of a name apart when it says what came back', async () => {
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
        [one, '/23/x'],
      ] as const) {
        const { kind, revision } = await register.record(fileWith({ sha256, remotePath }));
        came.push([kind, revision]);
      }
      expect(came).toEqual([
        ['new', 1],
        ['new', 2],
        ['known', 1],
        ['known', 2],
        ['known', 1],
        ['returned', 1],
        ['known', 1],
      ]);
      const arrivals = await register.arrivals(merchant, name);
      expect(arrivals.map((file) => [file.remotePath, file.revision])).toEqual([
        ['/22/x', 1],
        ['/23/x', 2],
        ['/24/x', 1],
        ['/23/x', 1],
      ]);
    });

    test('records each content once when many record at the same time', async () => {
      const register = newRegister();
      const all = [...contents, ...contents, ...contents].map((sha256) =>
        register.record(fileWith({ sha256 })),
      );
      const kinds = (await Promise.all(all)).map(({ kind }) => kind);
      expect(kinds.filter((kind) => kind === 'new')).toHaveLength(contents.length);
      const found = await register.find(merchant, name);
      expect(found.map(({ revision }) => revision)).toEqual([1, 2, 3, 4, 5, 6]);
      expect(new Set(found.map(({ sha256 }) => sha256)).size).toBe(contents.length);
    });

    test('tells one of many at the same time that earlier bytes came back', async () => {
      const register = newRegister();
      for (const sha256 of contents) await register.record(fileWith({ sha256 }));
      const file = fileWith({ sha256: contents[0] ?? '' });
      const all = await Promise.all(Array.from({ length: 8 }, () => register.record(file)));
      expect(all.filter(({ kind }) => kind === 'returned')).toHaveLength(1);
      expect(await register.arrivals(merchant, name)).toHaveLength(contents.length + 1);
    });

    test('keeps merchants, names and scopes apart', async () => {
      const register = newRegister();
      await register.record(fileWith());
      const other = await register.record(
        fileWith({ merchant: '1022188000000000001', sha256: 'b'.repeat(64) }),
      );
      expect(other).toEqual({ kind: 'new', revision: 1 });
      expect(await register.record(fileWith({ name: 'x.csv' }))).toEqual({ kind: 'new', revision: 1 });
      expect(await newRegister().record(fileWith())).toEqual({ kind: 'new', revision: 1 });
      for (const read of [register.find, register.arrivals]) {
        expect(await read(merchant, name)).toHaveLength(1);
        expect(await read('nobody', name)).toEqual([]);
      }
    });

    test('lists a day by name and revision', async () => {
      const register = newRegister();
      for (const [one, sha256, day] of [
        ['b.csv', contents[1], '2026-11-21'],
        ['a.csv', contents[1], '2026-11-21'],
        ['B.csv', contents[1], '2026-11-21'],
        ['a.csv', contents[0], '2026-11-21'],
        ['c.csv', contents[0], '2026-11-22'],
        // The same bytes in the folder of another day.
        ['b.csv', contents[1], '2026-11-22'],
        ['b.csv', contents[1], '2026-11-21'],
      ] as const) {
        const remotePath = `/${day}/${one}`;
        await register.record(fileWith({ name: one, sha256: sha256 ?? '', day, remotePath }));
      }
      const listed = await register.list(merchant, '2026-11-21');
      expect(listed.map((file) => [file.name, file.revision])).toEqual([
        ['B.csv', 1],
        ['a.csv', 1],
        ['a.csv', 2],
        ['b.csv', 1],
      ]);
      const next = await register.list(merchant, '2026-11-22');
      expect(next.map((file) => [file.remotePath, file.revision])).toEqual([
        ['/2026-11-22/b.csv', 1],
        ['/2026-11-22/c.csv', 1],
      ]);
      expect(await register.list(merchant, '2026-11-23')).toEqual([]);
    });

    test('holds any text as it is', async () => {
      const register = newRegister();
      const odd = { name: `\\u0000 'x' \\`, remotePath: '/中/\u0000/\ud800', path: 'a\ufeff/"b"' };
      await register.record(fileWith(odd));
      await register.record(fileWith(odd));
      expect(await register.arrivals(merchant, odd.name)).toMatchObject([odd]);
    });
  });
}
