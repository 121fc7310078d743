import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../../../test/support/temporary-folder.ts';
import { runCommand } from '../src/command/run-command.ts';
import { createProgress } from '../src/output/progress.ts';
import { createTerminal } from '../src/output/terminal.ts';
import { fakeScreen } from './support/fake-screen.ts';

function interactive() {
  const screen = fakeScreen();
  const terminal = createTerminal({ out: screen.stream, err: screen.stream, env: {} }, false);
  return { screen, terminal };
}

it('progress stands below what is said, and takes nothing of it away', async () => {
  const { screen, terminal } = interactive();
  const progress = await createProgress(terminal);
  terminal.say('connected');
  progress.show('bytes', 5, 10);
  expect(screen.lines()).toEqual(['connected', expect.stringMatching(/^bytes █{20}░{20} 5\/10$/)]);
  terminal.say('fetched a.txt');
  terminal.warn('two\nlines');
  expect(screen.lines()).toEqual([
    ...['connected', 'fetched a.txt', 'Warning: two', 'lines'],
    expect.stringMatching(/^bytes .* 5\/10$/),
  ]);
  terminal.tell('ERR_X: a fault\nNext: nothing\n');
  expect(screen.lines()).toHaveLength(7);
  progress.show('bytes', 10, 10);
  progress.end();
  await terminal.write('the result\n');
  expect(screen.lines()).toEqual([
    ...['connected', 'fetched a.txt', 'Warning: two', 'lines'],
    ...['ERR_X: a fault', 'Next: nothing', 'the result'],
  ]);
});

it('progress without a known end is a count, and a longer line leaves nothing behind', async () => {
  const { screen, terminal } = interactive();
  const progress = await createProgress(terminal);
  progress.show('M1 2026-11-20: reading, rows', 12_345);
  expect(screen.lines()).toEqual(['M1 2026-11-20: reading, rows 12345']);
  terminal.showStatus('rows 7');
  expect(screen.lines()).toEqual(['rows 7']);
  await terminal.write('row\n');
  expect(screen.lines()).toEqual(['row']);
  progress.end();
  progress.end();
});

it('progress without a known end goes on as a bar where the end gets known', async () => {
  const { screen, terminal } = interactive();
  const progress = await createProgress(terminal);
  progress.show('rows', 3);
  progress.show('rows', 4, 8);
  expect(screen.lines()).toEqual([expect.stringMatching(/^rows █{20}░{20} 4\/8$/)]);
  progress.end();
  expect(screen.lines()).toEqual([]);
});

it('the bar is one that Node itself can load', () => {
  const source = (name: string): string =>
    JSON.stringify(new URL(`../src/output/${name}.ts`, import.meta.url).href);
  const script = `
    import { Writable } from 'node:stream';
    const { createProgress } = await import(${source('progress')});
    const { createTerminal } = await import(${source('terminal')});
    const err = Object.assign(new Writable({ write: (chunk, _, done) => { process.stdout.write(chunk); done(); } }), { isTTY: true });
    const progress = await createProgress(createTerminal({ out: err, err, env: {} }, false));
    progress.show('rows', 1, 2);
    progress.end();`;
  const loader = new URL('../../../tools/typescript-loader.mjs', import.meta.url).href;
  const options = ['--import', loader, '--conditions', '@alipay-intl/source', '--input-type=module'];
  const { stdout, stderr } = spawnSync(process.execPath, [...options, '-e', script], { encoding: 'utf8' });
  expect([stdout, stderr]).toEqual([expect.stringContaining('1/2'), '']);
});

it('progress changes nothing of the cursor, so that a killed command leaves the terminal as it was', async () => {
  const { screen, terminal } = interactive();
  const progress = await createProgress(terminal);
  progress.show('rows', 1, 10);
  terminal.say('one');
  const steps = screen.written().split('\u001b').slice(1);
  const orders = steps.map((step) => step.replace(/(?<=^\[\??\d*[a-zA-Z]).*$/s, ''));
  // Wrapping is off only for the length of one write.
  const drawn = ['[K', '[?7l', '[?7h'];
  expect(orders).toEqual([...drawn, '[K', ...drawn]);
  progress.end();
});

it('texts from outside cannot steer the terminal in what is said', async () => {
  const { screen, terminal } = interactive();
  terminal.say('fetched a\u001b[2Jb\u202ec\r.txt');
  terminal.warn('x\u202ey');
  expect(screen.written()).toBe('fetched a\ufffd[2Jb\ufffdc\ufffd.txt\nWarning: x\ufffdy\n');
});

it('a fault of the command is told by the same terminal', async () => {
  const { screen } = interactive();
  const cwd = temporaryFolder();
  writeFileSync(join(cwd, 'alipay-intl.yaml'), 'a: [\u202e');
  const code = await runCommand(['config', 'check'], {
    out: screen.stream,
    err: screen.stream,
    env: {},
    cwd,
  });
  expect(code).toBe(3);
  expect(screen.written()).toMatch(/^ERR_CONFIGURATION: /);
  expect(screen.written()).not.toContain('\u202e');
});
