import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { acceptableCodes } from '../../src/statement/defect.ts';

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8');
const source = read('../../src/statement/defect.ts');
const page = read('../../../../docs/statements.md');

function codesOfUnion(name: string): readonly string[] {
  const [, members = ''] = new RegExp(`export type ${name} =([^;]*);`).exec(source) ?? [];
  return [...members.matchAll(/'(\w+)'/g)].map(([, code = '']) => code);
}

describe('docs/statements.md', () => {
  const sections = page
    .split(/^### /m)
    .slice(1)
    .map((section) => section.split('\n\n', 2));
  test('has one section for each defect, and no others', () => {
    expect(codesOfUnion('DefectCode').length).toBeGreaterThan(20);
    expect(sections.map(([code]) => code).toSorted()).toEqual(codesOfUnion('DefectCode').toSorted());
  });
  test('marks those that can be accepted', () => {
    const marked = sections.filter(([, text]) => text?.startsWith('*Acceptable.*')).map(([code]) => code);
    expect(marked.toSorted()).toEqual(acceptableCodes.toSorted());
  });
  test('has a line for each warning', () => {
    const rows = [...(page.split('## Warnings')[1] ?? '').matchAll(/^\| `(\w+)` \| .{10,} \|$/gm)];
    expect(rows.map(([, code = '']) => code).toSorted()).toEqual(codesOfUnion('WarningCode').toSorted());
  });
});
