import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const source = new URL('../../../src/match/', import.meta.url);

test('no two steps of a match make a table of the same name', () => {
  const names = readdirSync(source).flatMap((file) =>
    [...readFileSync(new URL(file, source), 'utf8').matchAll(/create table (\w+)/g)].map(([, name]) => name),
  );
  expect(names.length).toBeGreaterThan(30);
  expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
});
