import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chinaWorkingDays, dueDayOf } from '@alipay-intl/reconciliation/days';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../../test/support/temporary-folder.ts';
import { exampleConfiguration } from '../src/configuration/example-configuration.ts';
import { parseConfiguration } from '../src/configuration/read-configuration.ts';
import { readSecret } from '../src/configuration/read-secret.ts';

const file = '/etc/alipay-intl/alipay-intl.yaml';

function issuesOf(
  text: string,
): readonly { readonly path: string; readonly message: string; readonly line: number }[] {
  try {
    parseConfiguration(text, file);
  } catch (error) {
    expect(error).toMatchObject({ code: 'ERR_CONFIGURATION' });
    return (error as { issues: ReturnType<typeof issuesOf> }).issues;
  }
  throw new Error('It was accepted.');
}

function lineOf(text: string, part: string): number {
  return text.slice(0, text.indexOf(part)).split('\n').length;
}

function changed(from: string | RegExp, to: string): string {
  const text = exampleConfiguration.replace(from, to);
  expect(text).not.toBe(exampleConfiguration);
  return text;
}

describe('the configuration', () => {
  it('takes the example, with paths from its folder', () => {
    const { merchants, folders, store, calendar, queue, limits } = parseConfiguration(
      exampleConfiguration,
      file,
    );
    expect(store).toEqual({ pglite: '/etc/alipay-intl/data/store' });
    expect(folders.rows).toBe('/etc/alipay-intl/data/rows');
    expect(calendar).toEqual({
      holidays: ['2027-12-24'],
      workdays: ['2027-12-25'],
      knownThrough: '2027-12-31',
    });
    expect(queue).toEqual({ retries: 5, retryDelaySeconds: 30, expirySeconds: 7200 });
    expect(limits).toEqual({ memoryBytesMax: 800_000_000, breaksMax: 100_000 });
    expect(merchants[0]).toMatchObject({
      id: '2088000000000000',
      family: 'B0',
      contract: {
        settlement: { kind: 'daily', workingDays: 1 },
        fees: [{ perMillion: 6000, most: 100_000n, onRefund: 'returned' }, { perMillion: 8000 }],
        rates: [{ rate: '0.00073' }],
      },
      ledger: { csv: '/etc/alipay-intl/ledger/{merchant}/{day}.csv' },
      sftp: { user: 'example-user', login: { password: { env: 'ALIPAY_SFTP_PASSWORD' } } },
    });
    expect(merchants[0]?.sftp?.servers[1]?.hostKey).toEqual({
      knownHosts: '/etc/alipay-intl/alipay_known_hosts',
    });
  });

  it('keeps every digit of an id without quotes, and every decimal of a rate', () => {
    const text = changed('"2088000000000000" ', '1022188000000000001').replace('0.00073', '0.000730');
    const [merchant] = parseConfiguration(text, file).merchants;
    expect(merchant?.id).toBe('1022188000000000001');
    expect(merchant?.contract.rates[0]?.rate).toBe('0.000730');
  });

  it('names everything that is wrong, each with its line', () => {
    const text = exampleConfiguration
      .replace('family: B0', 'family: B9')
      .replace('perMillion: 6000', 'perMillion: 0.6')
      .replace('graceDays', 'grace')
      .replace('settlement: T+1', 'settlement: T1')
      .replace('2027-12-24', '2027-02-30')
      .replace('\nstore:', '\nstores:');
    const found = issuesOf(text).map(({ path, line }) => [path, line]);
    expect(found).toEqual([
      ['store', 1],
      ['merchants[0].family', lineOf(text, 'family: B9')],
      ['merchants[0].contract.settlement', lineOf(text, 'settlement: T1')],
      ['merchants[0].contract.grace', lineOf(text, 'grace:')],
      ['merchants[0].contract.fees[0].perMillion', lineOf(text, 'perMillion: 0.6')],
      ['stores', lineOf(text, 'stores:')],
      ['calendar.holidays[0]', lineOf(text, '2027-02-30')],
    ]);
  });

  it.each([
    ['sftp.password', changed('{ env: ALIPAY_SFTP_PASSWORD }', 'hunter2')],
    ['store.postgres', changed('pglite: data/store ', 'postgres: postgres://shop:hunter2@db/alipay ')],
    ['sftp.privateKey', changed('password: { env: ALIPAY_SFTP_PASSWORD }', 'privateKey: hunter2')],
  ])('refuses a secret that stands in the file, without repeating it: %s', (path, text) => {
    const issues = issuesOf(text);
    expect(issues).toMatchObject([
      { path, message: expect.stringContaining('a secret must not stand in this file') },
    ]);
    expect(JSON.stringify(issues)).not.toContain('hunter2');
  });

  it('does not repeat what stands on a line that is no YAML', () => {
    expect(() =>
      parseConfiguration(changed('{ env: ALIPAY_SFTP_PASSWORD }', '"hunter2" hunter2'), file),
    ).toThrow(expect.objectContaining({ message: expect.not.stringContaining('hunter2') }));
  });

  it('does not repeat a password that begins as an alias does, and names its line', () => {
    const text = changed('{ env: ALIPAY_SFTP_PASSWORD }', '*hunter2');
    expect(issuesOf(text)).toMatchObject([
      { message: expect.stringContaining('no valid YAML: BAD_ALIAS'), line: lineOf(text, '*hunter2') },
    ]);
    expect(JSON.stringify(issuesOf(text))).not.toContain('hunter2');
    expect(() => parseConfiguration(text, file)).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('hunter2') }),
    );
  });

  it.each([
    ['no pin', /hostKey: \{ knownHosts.*/, 'hostKey: {}', 'sftp.servers[1].hostKey'],
    ['a pin that is none', /SHA256:A{43}/, 'SHA256:AAA', 'sftp.servers[0].hostKey.fingerprints[0]'],
    ['two ledgers', 'csv: ledger', 'journal: till-1\n      csv: ledger', 'merchants[0].ledger'],
    [
      'a report twice',
      '[transaction, settlement, summary]',
      '[transaction, transaction]',
      'merchants[0].reports',
    ],
    ['a key twice', 'family: B0', 'family: B0\n    family: B1', ''],
    ['no merchant', /merchants:[\s\S]*?\nsftp:/, 'merchants: []\nsftp:', 'merchants'],
    [
      'a directory that leaves',
      '"/download/{merchant}/{day}"',
      '"/download/../x"',
      'merchants[0].directories[0]',
    ],
    [
      'reports without transaction',
      '[transaction, settlement, summary]',
      '[settlement, summary]',
      'merchants[0].reports',
    ],
    ['T+0', 'settlement: T+1', 'settlement: T+0', 'merchants[0].contract.settlement'],
    ['T+61', 'settlement: T+1', 'settlement: T+61', 'merchants[0].contract.settlement'],
    ['61 grace days', 'graceDays: 1 ', 'graceDays: 61 ', 'merchants[0].contract.graceDays'],
    [
      'a fee that ends before it begins',
      'to: 2026-12-31',
      'to: 2025-12-31',
      'merchants[0].contract.fees[0].to',
    ],
    ['a most below the least', 'least: 0 ', 'least: 100001 ', 'merchants[0].contract.fees[0].most'],
    [
      'a rate that ends before it begins',
      'toDay: 2026-12-31',
      'toDay: 2025-12-31',
      'merchants[0].contract.rates[0].toDay',
    ],
    [
      'a currency that there is not',
      'currency: USD',
      'currency: USX',
      'merchants[0].contract.fees[0].currency',
    ],
    ['a rate of no currency', 'from: KRW', 'from: KRX', 'merchants[0].contract.rates[0].from'],
    ['a day that is off and on', '[2027-12-25]', '[2027-12-26, 2027-12-24]', 'calendar.workdays[1]'],
    [
      'an unknown placeholder of the ledger',
      '{merchant}/{day}.csv',
      '{merchant}/{date}.csv',
      'merchants[0].ledger.csv',
    ],
    ['a brace that is not closed', '{merchant}/{day}.csv', '{merchant}/{day.csv', 'merchants[0].ledger.csv'],
    [
      'a placeholder of the payouts',
      'payouts: payouts.csv',
      'payouts: "payouts-{day}.csv"',
      'merchants[0].payouts',
    ],
    ['a placeholder of a folder', 'reports: data/reports', 'reports: "data/{merchant}"', 'folders.reports'],
  ])('refuses %s, by its line', (_what, from, to, path) => {
    const text = changed(from, to);
    const issues = issuesOf(text);
    expect(issues.map((issue) => issue.path)).toEqual([path]);
    const name =
      path
        .replace(/\[\d+\]/g, '')
        .split('.')
        .at(-1) ?? '';
    // What is wrong with a section stands at its first setting.
    const line = issues[0]?.line ?? 0;
    if (name !== '')
      expect(
        text
          .split('\n')
          .slice(line - 2, line)
          .join('\n'),
      ).toContain(name);
  });

  it('takes every contract at its limits that the engine takes', () => {
    const text = changed('settlement: T+1', 'settlement: M+60').replace('graceDays: 1 ', 'graceDays: 60 ');
    const [merchant] = parseConfiguration(text, file).merchants;
    const { settlement, graceDays = 0 } = merchant?.contract ?? {};
    expect(settlement && dueDayOf('2026-11-20', settlement, graceDays, chinaWorkingDays())).toMatch(/^2027-/);
  });

  it('refuses a merchant twice', () => {
    const [merchant = ''] = /- id: [\s\S]*?\n\n/.exec(exampleConfiguration) ?? [];
    expect(issuesOf(changed('\n\nsftp:', `\n  ${merchant}\nsftp:`))).toMatchObject([
      { path: 'merchants[1].id', message: 'is there twice' },
    ]);
  });
});

describe('a secret', () => {
  it('comes from a file without its line end; one that others can read is warned about', async () => {
    const path = join(temporaryFolder(), 'password');
    writeFileSync(path, 'hunter2\n', { mode: 0o600 });
    const warnings: string[] = [];
    const source = { env: {}, warn: (message: string) => warnings.push(message) };
    expect(await readSecret({ file: path }, source)).toBe('hunter2');
    expect(warnings).toEqual([]);
    chmodSync(path, 0o644);
    expect(await readSecret({ file: path }, source)).toBe('hunter2');
    expect(warnings).toEqual([expect.stringContaining(`chmod 600 ${path}`)]);
  });

  it('that is not there is a fault that names the place', async () => {
    const source = { env: { EMPTY: '' }, warn: () => undefined };
    for (const reference of [{ env: 'EMPTY' }, { env: 'NONE' }, { file: '/no/such/file' }])
      await expect(readSecret(reference, source)).rejects.toMatchObject({
        code: 'ERR_CONFIGURATION',
        message: expect.stringContaining(Object.values(reference).join()),
      });
  });
});
