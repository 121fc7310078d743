import { expect, it } from 'vitest';
import { runAlipayIntl } from './support/run-alipay-intl.ts';

const help = async (...args: readonly string[]): Promise<string> =>
  (await runAlipayIntl([...args, '--help'], { cwd: '.' })).out;

it('names what a command takes, and nothing that it refuses', async () => {
  expect(await help('nightly', 'enqueue')).toContain('--through');
  const work = await help('nightly', 'work');
  expect(work).toContain('--merchant');
  expect(work).not.toContain('--through');
  expect(await help('statements', 'add')).toMatch(/<file\.\.\.>[\s\S]*--day[\s\S]*Example:/);
});
