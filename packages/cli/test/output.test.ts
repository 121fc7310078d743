import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Writable } from 'node:stream';
import { inspect } from 'node:util';
import { createAcquiringGateway } from '@alipay-intl/core';
import { createBarcodePayments, createBarcodeRail } from '@alipay-intl/payments';
import { createManualClock, startSimulator, testPaymentCodes } from '@alipay-intl/simulator';
import { beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../../test/support/temporary-folder.ts';
import { runCommand } from '../src/command/run-command.ts';
import { exampleConfiguration } from '../src/configuration/example-configuration.ts';
import { withForeignStore } from '../src/nightly/foreign-store.ts';
import { createProgress } from '../src/output/progress.ts';
import { createTerminal } from '../src/output/terminal.ts';
import { openMerchantLocks } from '../src/queue/merchant-lock.ts';
import { type Ran, runAlipayIntl } from './support/run-alipay-intl.ts';

/** Runs the command in a folder with the example and a statement. */
async function run(
  args: readonly string[],
  {
    files = [],
    bytes,
    ...around
  }: {
    env?: Record<string, string>;
    isTerminal?: boolean;
    files?: readonly string[];
    /** Of a statement with a name that turns what stands behind it. */
    bytes?: Uint8Array;
  } = {},
): Promise<Ran> {
  const cwd = temporaryFolder();
  for (const file of files) {
    mkdirSync(dirname(join(cwd, file)), { recursive: true });
    writeFileSync(join(cwd, file), '');
  }
  writeFileSync(join(cwd, 'alipay-intl.yaml'), exampleConfiguration);
  const postgres = exampleConfiguration.replace('pglite: data/store', 'postgres: { env: DATABASE_URL }');
  writeFileSync(join(cwd, 'postgres.yaml'), postgres);
  writeFileSync(join(cwd, statement.name), statement.bytes);
  writeFileSync(join(cwd, `cut_${statement.name}`), statement.bytes.subarray(0, -10));
  if (bytes !== undefined) writeFileSync(join(cwd, 'bad\u202e.csv'), bytes);
  return runAlipayIntl(args, { cwd, ...around });
}

let statement: { readonly name: string; readonly bytes: Uint8Array };

beforeAll(async () => {
  const clock = createManualClock(Date.parse('2026-11-19T12:00:00+08:00'));
  const simulator = await startSimulator({ clock, statements: { families: ['B0'] }, notifications: 'off' });
  const { clientId, merchantId, merchantPrivateKey = '', alipayPublicKey } = simulator.credentials;
  const gateway = await createAcquiringGateway({
    baseUrl: `${simulator.url}/api`,
    clientId,
    clock,
    privateKey: merchantPrivateKey,
    alipayPublicKeys: alipayPublicKey,
  });
  const rail = createBarcodeRail(createBarcodePayments(gateway, { merchantId }));
  for (const value of ['7300', '501'])
    await rail.pay({
      attemptId: `sale-${value}`,
      orderId: value,
      description: 'Coffee',
      amount: { currency: 'USD', value },
      scannedCode: testPaymentCodes.paysAtOnce,
    });
  const [file] = (await simulator.control.publishStatements()).files;
  const bytes = simulator.control.statementFile(file?.path ?? '');
  statement = { name: file?.path.split('/').at(-1) ?? '', bytes: bytes ?? new Uint8Array() };
  await gateway.close();
  await simulator.close();
});

describe('the output', () => {
  it('is one JSON document with --json, whatever else is said', async () => {
    const ran = await run(['config', 'check', '--json']);
    expect(ran.code).toBe(0);
    expect(JSON.parse(ran.out)).toMatchObject({ merchants: [{ id: '2088000000000000' }] });
    expect(ran.err).toBe('');
  });

  it('has no colours where nobody sees them, or nobody wants them', async () => {
    const inspect = ['statements', 'inspect', statement.name];
    const esc = '\u001b[';
    expect((await run(inspect, { isTerminal: true })).out).toContain(esc);
    expect((await run(inspect, { isTerminal: true, env: { NO_COLOR: '1' } })).out).not.toContain(esc);
    expect((await run(inspect, { isTerminal: true, env: { TERM: 'dumb' } })).out).not.toContain(esc);
    expect((await run(inspect)).out).not.toContain(esc);
    expect((await run([...inspect, '--json'], { isTerminal: true })).out).not.toContain(esc);
  });

  it('prints an example that the check accepts', async () => {
    const example = await run(['config', 'example']);
    expect(example).toEqual({ code: 0, out: exampleConfiguration, err: '' });
    const check = await run(['config', 'check']);
    expect(check.code).toBe(0);
    expect(check.out).toContain('the environment variable ALIPAY_SFTP_PASSWORD is not there now');
    const files = ['alipay_known_hosts', 'payouts.csv', 'ledger/2088000000000000/2026-11-20.csv'];
    for (const missing of [
      'the file of known hosts',
      'the file of payouts of',
      'the folder of the ledger of',
    ])
      expect(check.out).toContain(missing);
    const complete = await run(['config', 'check'], { env: { ALIPAY_SFTP_PASSWORD: 'hunter2' }, files });
    expect(complete.out).not.toContain('Warning');
    expect(complete.out).not.toContain('hunter2');
  });
});

describe('a fault', () => {
  it.each([
    [['statements', 'fetch', '--day', '2026-02-30'], 'ERR_OPTION_INVALID', 'YYYY-MM-DD'],
    [
      ['reconcile', '--day', '2026-11-20', '--through', '2026-11-20'],
      'ERR_OPTION_INVALID',
      'cannot be used with',
    ],
    [['breaks', 'close', 'x'], 'ERR_OPTION_INVALID', '--reason'],
    [['breaks', 'lost'], 'ERR_OPTION_INVALID', "unknown command 'lost'"],
    [['nightly', '--merchant', '2088'], 'ERR_OPTION_INVALID', 'There is no merchant 2088'],
    [['nightly', 'enqueue'], 'ERR_OPTION_INVALID', 'A queue needs PostgreSQL'],
    [['config', 'check', '--config', 'none.yaml'], 'ERR_CONFIGURATION', 'none.yaml'],
    [['statements', 'read', 'none.csv'], 'ERR_STATEMENT_UNREADABLE', 'none.csv'],
    [['breaks', 'list', '--config', 'postgres.yaml'], 'ERR_CONFIGURATION', 'variable DATABASE_URL'],
  ])('ends with 3 and says what to do: %s', async (args, code, part) => {
    const plain = await run(args);
    expect(plain).toMatchObject({ code: 3, out: '' });
    expect(plain.err).toMatch(new RegExp(`^${code}: [\\s\\S]*\\nNext: \\S`));
    expect(plain.err).toContain(part);
    expect(plain.err).not.toContain('    at ');
    const json = await run([...args, '--json']);
    expect(json).toMatchObject({ code: 3, out: '' });
    expect(JSON.parse(json.err)).toEqual({
      error: expect.objectContaining({
        code,
        what: expect.stringContaining(part),
        next: expect.stringMatching(/\S/),
      }),
    });
  });

  it('shows its stack with --verbose only', async () => {
    expect((await run(['statements', 'read', 'none.csv', '--verbose'])).err).toContain('    at ');
  });
});

describe('the help', () => {
  it('teaches: examples, exit codes, where to read on', async () => {
    const { code, out } = await run(['--help']);
    expect(code).toBe(0);
    for (const part of ['config example', '3  a fault', 'docs/nightly.md', 'ALIPAY_INTL_CONFIG'])
      expect(out).toContain(part);
  });

  it('is there for every command', async () => {
    const commands = [
      ...['statements fetch', 'statements inspect', 'statements read', 'config check', 'config example'],
      ...['reconcile', 'report', 'breaks list', 'breaks explain', 'breaks close', 'breaks reopen', 'export'],
      ...['nightly', 'nightly enqueue', 'nightly work'],
    ];
    for (const command of commands) {
      const { code, out } = await run([...command.split(' '), '--help']);
      expect([code, out]).toEqual([0, expect.stringContaining(`Usage: alipay-intl ${command}`)]);
      expect(out).toContain('--json');
      expect(out).toMatch(/\nExamples?[^\n]*:\n {2}alipay-intl |Ends with/);
    }
  });

  it('without a command is a fault', async () => {
    const { code, out, err } = await run([]);
    expect([code, out]).toEqual([3, '']);
    expect(err).toContain('Usage: alipay-intl');
  });
});

describe('a fault of the surroundings', () => {
  const nobody = (): Writable =>
    new Writable({
      write: (_chunk, _encoding, done) => done(Object.assign(new Error('gone'), { code: 'EPIPE' })),
    }).on('error', () => undefined);

  it('leaves the exit code as it is where nobody reads the output', async () => {
    const cwd = temporaryFolder();
    writeFileSync(join(cwd, `cut_${statement.name}`), statement.bytes.subarray(0, -10));
    const args = ['statements', 'inspect', `cut_${statement.name}`];
    expect(await runCommand(args, { out: nobody(), err: nobody(), env: {}, cwd })).toBe(1);
  });

  it('is one JSON object with --json also where no command was named', async () => {
    for (const args of [['breaks'], ['statements'], []]) {
      const { code, out, err } = await run([...args, '--json']);
      expect([code, out]).toEqual([3, '']);
      expect(JSON.parse(err).error).toMatchObject({
        code: 'ERR_OPTION_INVALID',
        what: expect.stringContaining('No command'),
      });
    }
  });

  it('is told once and as STOPPED, whatever a signal has broken off', async () => {
    const cwd = temporaryFolder();
    writeFileSync(join(cwd, 'alipay-intl.yaml'), exampleConfiguration);
    const signal = AbortSignal.abort();
    const { code, out, err } = await runAlipayIntl(['nightly', '--json'], { cwd, signal });
    expect([code, JSON.parse(out).merchants]).toEqual([3, []]);
    expect(JSON.parse(err).error.code).toBe('STOPPED');
  });

  it('of a database URL that is none does not repeat its password', async () => {
    const url = 'postgres://shop:hunter2@[db/books';
    const failing = [withForeignStore(url, async () => 1), openMerchantLocks(url)];
    for (const caught of await Promise.allSettled(failing)) {
      expect(caught.status).toBe('rejected');
      const { reason } = caught as PromiseRejectedResult;
      expect(reason).toMatchObject({
        code: expect.stringMatching(/^ERR_(LEDGER_UNREADABLE|STORE_UNAVAILABLE)$/),
      });
      expect(inspect(reason, { depth: 9, showHidden: true })).not.toContain('hunter2');
    }
  });
});

describe('statements', () => {
  it('are told apart from those that would be refused', async () => {
    const good = await run(['statements', 'inspect', statement.name]);
    expect([good.code, good.err]).toEqual([0, '']);
    expect(good.out).toContain('can be read');
    expect(good.out).toContain('  USD 73.00');
    const both = await run(['statements', 'inspect', '--json', statement.name, `cut_${statement.name}`]);
    expect(both.code).toBe(1);
    expect(JSON.parse(both.out).files).toMatchObject([{ accepted: true }, { accepted: false }]);
  });

  it('that cannot be read are told beside the others, which are told, too', async () => {
    const args = ['statements', 'inspect', 'none.csv', statement.name];
    const text = await run(args);
    expect([text.code, text.err]).toEqual([
      3,
      expect.stringMatching(/^ERR_STATEMENT_UNREADABLE: .*none\.csv/),
    ]);
    expect(text.out).toMatch(/^none\.csv cannot be read\n\n.* can be read\n/);
    const json = await run([...args, '--json']);
    expect(JSON.parse(json.out).files).toMatchObject([
      { name: 'none.csv', accepted: false, error: { code: 'ERR_STATEMENT_UNREADABLE' } },
      { name: statement.name, accepted: true },
    ]);
  });

  it('cannot steer the terminal', async () => {
    const hostile = Buffer.from(statement.bytes).toString().replace('PAYMENT', 'PAY\u202eMENT');
    expect(hostile).toContain('\u202e');
    const bytes = Buffer.from(hostile);
    const inspected = await run(['statements', 'inspect', 'bad\u202e.csv'], { bytes });
    expect(inspected.out).toContain('PAY\ufffdMENT');
    expect(inspected.out).not.toContain('\u202e');
    const refused = await run(['statements', 'read', 'bad\u202e.csv'], { bytes });
    expect(refused.err).toContain('PAY\ufffdMENT');
    expect(refused.err).not.toContain('\u202e');
  });

  it('are read row by row, money in the smallest unit with --json only', async () => {
    const { code, out } = await run(['statements', 'read', '--json', statement.name]);
    expect(code).toBe(0);
    const { facts, records } = JSON.parse(out);
    expect(facts).toMatchObject({ name: statement.name, rows: 2 });
    expect(records.map(({ gross }: { gross: string }) => gross)).toEqual(['7300', '501']);
    const first = await run(['statements', 'read', '--json', '--rows', '1', statement.name]);
    expect(JSON.parse(first.out).records).toHaveLength(1);
    const text = await run(['statements', 'read', statement.name]);
    expect(text.out.split('\n').map((line) => line.split('\t').length)).toEqual([7, 7, 7, 1]);
    expect(text.out).toContain('\tUSD 73.00\t');
  });

  it('with a defect are refused before a row is printed', async () => {
    const { code, out, err } = await run(['statements', 'read', `cut_${statement.name}`]);
    expect([code, out]).toEqual([3, '']);
    expect(err).toMatch(/^ERR_STATEMENT_REFUSED: /);
    expect(err).toContain('LAST_LINE_UNFINISHED');
  });
});

describe('progress', () => {
  const shown = async (isTTY: boolean, isJson: boolean): Promise<string> => {
    let text = '';
    const write = (chunk: string): boolean => {
      text += chunk;
      return true;
    };
    const stream = { isTTY, columns: 80, write };
    const streams = { out: stream, err: stream, env: {} } as unknown as Parameters<typeof createTerminal>[0];
    const progress = await createProgress(createTerminal(streams, isJson));
    progress.show('rows', 5, 10);
    progress.end();
    return text;
  };

  it('is shown where a person looks, and nowhere else', async () => {
    expect(await shown(true, false)).toContain('5/10');
    expect(await shown(false, false)).toBe('');
    expect(await shown(true, true)).toBe('');
  });
});
