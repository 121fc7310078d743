import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isGenuine, operationPath, payBody, send } from './support/merchant.ts';
import { connect } from './support/sftp-client.ts';
import { startQuickly } from './support/start.ts';

const packageFolder = fileURLToPath(new URL('..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'simulator-command-'));
const keysDir = join(folder, 'keys');
const children: ChildProcess[] = [];

interface Run {
  readonly child: ChildProcess;
  readonly ended: Promise<number | null>;
  output(): string;
  errors(): string;
}

function node(args: readonly string[], cwd: string): Run {
  const child = spawn(process.execPath, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
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
function runCommand(...args: readonly string[]): Run {
  return node([join(packageFolder, 'bin/alipay-intl-simulator.js'), '--keys-dir', keysDir, ...args], folder);
}
const wait = { timeout: 20_000, interval: 20 };

beforeAll(async () => {
  const manifest = createRequire(import.meta.url).resolve('typescript/package.json');
  const build = node([join(dirname(manifest), 'bin/tsc'), '-b', '.'], packageFolder);
  expect(await build.ended, build.output()).toBe(0);
});
afterAll(() => {
  for (const child of children) child.kill('SIGKILL');
  rmSync(folder, { recursive: true });
});

describe('alipay-intl-simulator', () => {
  it('starts, keeps its keys, serves, reports and ends cleanly', async () => {
    const run = runCommand('--port', '0', '--client-id', 'TEST_SHOP');
    await expect.poll(run.output, wait).toContain('Press Ctrl+C');
    const setting = (name: string) => new RegExp(`^${name}=(.*)$`, 'm').exec(run.output())?.[1] ?? '';
    const privateFile = setting('ALIPAY_MERCHANT_PRIVATE_KEY_FILE');
    expect(setting('ALIPAY_CLIENT_ID')).toBe('TEST_SHOP');
    expect(statSync(privateFile).mode & 0o777).toBe(0o600);
    expect(statSync(join(keysDir, 'alipay-private-key.pem')).mode & 0o777).toBe(0o600);
    expect(readFileSync(join(keysDir, '.gitignore'), 'utf8')).toBe('*\n');
    expect(run.output()).not.toContain('PRIVATE KEY-----');

    const remote = {
      url: setting('ALIPAY_GATEWAY_URL'),
      credentials: {
        clientId: 'TEST_SHOP',
        keyVersion: setting('ALIPAY_KEY_VERSION'),
        merchantPrivateKey: readFileSync(privateFile, 'utf8'),
        merchantPublicKey: readFileSync(join(keysDir, 'merchant-public-key.pem'), 'utf8'),
        alipayPublicKey: readFileSync(setting('ALIPAY_PUBLIC_KEY_FILE'), 'utf8'),
      },
    } as Awaited<ReturnType<typeof startQuickly>>;
    const body = payBody('PaymentCode');
    const answer = await send(remote, 'pay', body);
    expect(isGenuine(answer, operationPath('pay'), remote.credentials.alipayPublicKey)).toBe(true);
    await expect.poll(run.output, wait).toContain(`pay ${body.paymentRequestId} SUCCESS/S`);
    await expect
      .poll(run.output, wait)
      .toContain(`notify ${body.paymentRequestId} SUCCESS attempt 1 not acknowledged`);
    run.child.kill('SIGINT');
    expect(await run.ended).toBe(0);
  });

  it('finds its keys again, and speaks JSON', async () => {
    expect(existsSync(join(keysDir, 'alipay-private-key.pem'))).toBe(true);
    const before = readFileSync(join(keysDir, 'alipay-public-key.pem'), 'utf8');
    const run = runCommand('--port', '0', '--json', '--merchant-id', 'P1', '--dialect', 'public-2.0.2');
    await expect.poll(run.output, wait).toContain('\n');
    const event = JSON.parse(run.output());
    expect(event).toMatchObject({
      event: 'started',
      configuration: { ALIPAY_CLIENT_ID: 'TEST_SIMULATOR', ALIPAY_MERCHANT_ID: 'P1' },
    });
    expect(readFileSync(join(keysDir, 'alipay-public-key.pem'), 'utf8')).toBe(before);
    run.child.kill('SIGTERM');
    expect(await run.ended).toBe(0);
  });

  it('serves the statement files by SFTP, with a password and a host key that stay', async () => {
    const settings = async () => {
      const run = runCommand('--port', '0', '--sftp', '--sftp-port', '0');
      await expect.poll(run.output, wait).toContain('Press Ctrl+C');
      const setting = (name: string) =>
        new RegExp(`^ALIPAY_SFTP_${name}=(.*)$`, 'm').exec(run.output())?.[1] ?? '';
      return { run, setting };
    };
    const { run, setting } = await settings();
    const password = readFileSync(setting('PASSWORD_FILE'), 'utf8');
    expect(statSync(setting('PASSWORD_FILE')).mode & 0o777).toBe(0o600);
    expect(statSync(join(keysDir, 'sftp-host-key')).mode & 0o777).toBe(0o600);
    expect(run.output()).not.toContain(password);
    expect(run.output()).toContain(
      `SFTP       127.0.0.1:${setting('PORT')}, host key ${setting('FINGERPRINT')}\n`,
    );
    const facts = { username: setting('USERNAME'), password, fingerprint: setting('FINGERPRINT') };
    const connection = await connect({
      ...{ ...facts, host: setting('HOST'), port: Number(setting('PORT')), knownHost: '' },
    });
    expect(connection.fingerprint).toBe(facts.fingerprint);
    expect(await connection.list('/download')).toEqual([]);
    connection.close();
    const taken = runCommand('--port', '0', '--sftp', '--sftp-port', setting('PORT'));
    expect(await taken.ended).toBe(1);
    expect(taken.errors()).toContain(`Port ${setting('PORT')} is taken. Choose another with --sftp-port`);
    run.child.kill('SIGINT');
    expect(await run.ended).toBe(0);
    const again = await settings();
    expect(again.setting('FINGERPRINT')).toBe(facts.fingerprint);
    expect(readFileSync(setting('PASSWORD_FILE'), 'utf8')).toBe(password);
    again.run.child.kill('SIGINT');
    expect(await again.run.ended).toBe(0);
  });

  it('does not load what only SFTP and archives need', async () => {
    const loaded = async (options: string) => {
      const script = `
        import { createRequire } from 'node:module';
        import { startSimulator } from './dist/index.js';
        const simulator = await startSimulator(${options});
        await simulator.control.publishStatements();
        const files = Object.keys(createRequire(import.meta.url).cache);
        console.log(['ssh2', 'yazl'].filter((name) => files.some((file) => file.includes('/' + name + '/'))));
        await simulator.close();`;
      const run = node(['--input-type=module', '-e', script], packageFolder);
      expect(await run.ended, run.errors()).toBe(0);
      return run.output().trim();
    };
    expect(await loaded('{ statements: {} }')).toBe('[]');
    expect(await loaded('{ sftp: true }')).toBe("[ 'ssh2' ]");
  });

  it('can be quiet', async () => {
    const run = runCommand('--port', '0', '--quiet');
    await expect.poll(run.output, wait).toMatch(/^http:\/\/127\.0\.0\.1:\d+\n$/);
    run.child.kill('SIGINT');
    expect(await run.ended).toBe(0);
  });

  it('lets calls go wrong by a seed', async () => {
    const run = runCommand('--port', '0', '--faults', '42');
    await expect.poll(run.output, wait).toContain('Press Ctrl+C');
    const [, names = ''] = /^Faults {5}seed 42: (.+)$/m.exec(run.output()) ?? [];
    const simulator = await startQuickly({ faults: { seed: 42 } });
    const { switchedOn } = simulator.control.faultPlan()!;
    expect(names.split(', ')).toHaveLength(switchedOn.length);
    expect(names).toContain(switchedOn[0]!.fault);
    await simulator.close();
    run.child.kill('SIGINT');
    expect(await run.ended).toBe(0);
    const wrong = runCommand('--faults', 'many');
    expect(await wrong.ended).toBe(1);
    expect(wrong.errors()).toContain('a whole number');
  });

  it('says that a port is taken or wrong', async () => {
    const simulator = await startQuickly();
    const { port } = new URL(simulator.url);
    const taken = runCommand('--port', port);
    expect(await taken.ended).toBe(1);
    expect(taken.errors()).toBe(
      `Port ${port} is taken. Choose another with --port, or --port 0 for a free one.\n`,
    );
    await simulator.close();
    const wrong = runCommand('--port', 'many');
    expect(await wrong.ended).toBe(1);
    expect(wrong.errors()).toContain('a number from 0 to 65535');
  });
});
