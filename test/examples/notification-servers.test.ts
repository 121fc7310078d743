import { readFileSync } from 'node:fs';
import { afterEach, beforeAll, expect, it } from 'vitest';
import { build, endAll, start } from './support/program.ts';

const example = new URL('../../examples/notification-servers/', import.meta.url);
const read = (file: string): string => readFileSync(new URL(file, example), 'utf8');

const { scripts } = JSON.parse(read('package.json')) as {
  readonly scripts: Readonly<Record<string, string>>;
};
const servers = Object.keys(scripts);
/** What the README says that each of them prints. */
const printed = /```text\n([\s\S]*?)```/.exec(read('README.md'))?.[1];

beforeAll(() => build('notification-servers'), 120_000);
afterEach(endAll);

it('there is one program for each server', () => {
  expect(servers).toEqual(['express', 'koa', 'fastify', 'hono', 'node-http']);
});

it.each(servers)(
  '%s handles a genuine notification, acknowledges it again, keeps what is paid and refuses a forged one',
  async (server) => {
    expect(scripts[server]).toBe(`node dist/${server}.js`);
    const program = start('notification-servers', {}, `${server}.js`);
    expect(await program.ended).toBe(0);
    expect(program.output()).toBe(printed);
    for (const line of [
      'order_1 is paid',
      'repeated',
      'A failure that comes late\n  order_1 is paid',
      'refused: ERR_SIGNATURE_INVALID',
    ])
      expect(program.output()).toContain(line);
  },
);

it.each(servers)('%s is at most 30 lines, as a reader copies it', (server) => {
  expect(read(`src/${server}.ts`).trimEnd().split('\n').length).toBeLessThanOrEqual(30);
});
