import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exampleConfiguration } from '../src/configuration/example-configuration.ts';

const packageFolder = fileURLToPath(new URL('..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'alipay-intl-command-'));
const children: ChildProcess[] = [];

interface Run {
  readonly child: ChildProcess;
  readonly ended: Promise<number | null>;
  output(): string;
  errors(): string;
}

function node(args: readonly string[], cwd: string, env: Readonly<Record<string, string>> = {}): Run {
  const child = spawn(process.execPath, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.push(child);
  let output = '';
  let errors = '';
  child.stdout.on('data', (chunk) => {
    output += chunk;
  });
  child.stderr.on('data', (chunk) => {
    errors += chunk;
  });
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  return { child, ended, output: () => output, errors: () => errors };
}

const alipayIntl = (args: readonly string[], env: Readonly<Record<string, string>> = {}): Run =>
  node([join(packageFolder, 'bin/alipay-intl.js'), ...args], folder, env);

beforeAll(async () => {
  const manifest = createRequire(import.meta.url).resolve('typescript/package.json');
  const build = node([join(dirname(manifest), 'bin/tsc'), '-b', '.'], packageFolder);
  expect(await build.ended, build.output()).toBe(0);
  writeFileSync(join(folder, 'alipay-intl.yaml'), exampleConfiguration);
}, 300_000);
afterAll(() => {
  for (const child of children) child.kill('SIGKILL');
  rmSync(folder, { recursive: true });
});

describe('alipay-intl', () => {
  it('ends with the code of what came of it', async () => {
    const check = alipayIntl(['config', 'check']);
    expect([await check.ended, check.errors()]).toEqual([0, '']);
    expect(check.output()).toContain('is valid');
    expect(await alipayIntl(['nonsense']).ended).toBe(3);
    expect(await alipayIntl(['--version']).ended).toBe(0);
  });

  it('ends quietly when nobody reads on', async () => {
    const { child, ended, errors } = alipayIntl(['config', 'example']);
    child.stdout?.destroy();
    expect([await ended, errors()]).toEqual([0, '']);
  });

  it('keeps its exit code when nobody reads on', async () => {
    const { child, ended, errors } = alipayIntl(['statements', 'inspect', 'alipay-intl.yaml']);
    child.stdout?.destroy();
    expect([await ended, errors()]).toEqual([1, '']);
  });

  it('loads what is large only where it is needed', async () => {
    const script = `
      import { createRequire } from 'node:module';
      const { runCommand } = await import(${JSON.stringify(join(packageFolder, 'dist/index.js'))});
      await runCommand(['--help'], { out: process.stderr, err: process.stderr, env: {}, cwd: '.' });
      const large = ['ssh2', 'pg', 'pg-boss', '@duckdb/node-api', 'cli-progress'];
      const isThere = (name) => Object.keys(createRequire(import.meta.url).cache).some((file) => file.includes('/node_modules/' + name + '/'));
      const before = large.filter(isThere);
      createRequire(${JSON.stringify(join(packageFolder, 'package.json'))})('pg');
      console.log(before, large.filter(isThere));`;
    const run = node(['--input-type=module', '-e', script], folder);
    expect(await run.ended, run.errors()).toBe(0);
    expect(run.output().trim()).toBe("[] [ 'pg' ]");
  });
});
