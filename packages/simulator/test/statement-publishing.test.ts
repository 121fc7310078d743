import { createRunningClock, type Simulator, type SimulatorOptions } from '@alipay-intl/simulator';
import { describe, expect, it, onTestFinished } from 'vitest';
import { callAcquiring, payOnce } from './support/acquirer.ts';
import { exchange, type Json } from './support/merchant.ts';
import { minuteMs, payV1, playDayInV1, startAt, thursdayMs } from './support/scripted-day.ts';
import { startQuickly } from './support/start.ts';

const dayMs = 24 * 60 * minuteMs;
const tree = '/v1/settlements/1022188000000000000';

async function started(options: SimulatorOptions = {}, epochMs = thursdayMs): Promise<Simulator> {
  const simulator = await startAt(epochMs, { statements: {}, ...options });
  onTestFinished(() => simulator.close());
  return simulator;
}

const paths = (simulator: Simulator) => simulator.control.statementFiles().map(({ path }) => path);
const textOf = (simulator: Simulator, path: string) =>
  Buffer.from(simulator.control.statementFile(path) ?? '').toString('utf8');
const advanceTo = (simulator: Simulator, fromMs: number, time: string) =>
  simulator.control.advance(Date.parse(`${time}+08:00`) - fromMs);

describe('the calendar', () => {
  it('lets the files of a day come on the next morning, first half of them as .tmp', async () => {
    const simulator = await started();
    await payV1(simulator, 'order-1', '7300');
    const items = `${tree}/20261119/transactionItems_20261119_000.csv`;
    await advanceTo(simulator, thursdayMs, '2026-11-20T09:09:59');
    expect(paths(simulator).filter((path) => path.includes('20261119'))).toEqual([]);
    await simulator.control.advance(1000);
    expect(paths(simulator)).toContain(`${items}.tmp`);
    expect(paths(simulator)).not.toContain(items);
    const half = textOf(simulator, `${items}.tmp`);
    await simulator.control.advance(10 * minuteMs);
    expect(paths(simulator)).toContain(items);
    expect(paths(simulator).filter((path) => path.endsWith('.tmp'))).toEqual([]);
    const whole = textOf(simulator, items);
    expect(whole.startsWith(half)).toBe(true);
    expect(half.length).toBe(Math.floor(whole.length / 2));
    expect(simulator.control.statementFiles().find(({ path }) => path === items)).toEqual({
      path: items,
      bytes: Buffer.byteLength(whole),
      modified: '2026-11-20T09:20:00+08:00',
    });
  });

  it('settles on the next working day, and tells of it on the morning after', async () => {
    const simulator = await started({ statements: { families: ['A1'] } });
    for (const day of ['thu', 'fri', 'sat', 'sun', 'mon']) {
      await payV1(simulator, day, '100');
      await simulator.control.advance(dayMs);
    }
    await simulator.control.advance(dayMs);
    const told = (day: string) =>
      simulator.control
        .books(day)
        ?.files.map((file) => [file.report, ...file.entries.map(({ ownId }) => ownId)]);
    expect(told('2026-11-19')).toEqual([['transaction', 'thu']]);
    expect(told('2026-11-20')).toEqual([
      ['transaction', 'fri'],
      ['settlement', 'thu'],
    ]);
    expect(told('2026-11-21')).toEqual([['transaction', 'sat']]);
    expect(told('2026-11-22')).toEqual([['transaction', 'sun']]);
    expect(told('2026-11-23')).toEqual([
      ['transaction', 'mon'],
      ['settlement', 'fri', 'sat', 'sun'],
    ]);
    expect(told('2026-11-24')).toEqual([['settlement', 'mon']]);
    expect(told('2026-11-25')).toBeUndefined();
    expect(paths(simulator)).toContain('/download/2088000000000000_settlement_20261123.txt');
  });

  it('skips holidays, and waits for the days of the contract', async () => {
    const holidays = ['2026-11-20'];
    const simulator = await started({ statements: { families: ['B0'], settlementDays: 2, holidays } });
    await payV1(simulator, 'thu', '100');
    const { files } = await simulator.control.publishStatements('2026-11-24');
    expect(files.map(({ path }) => path)).toEqual([
      '/download/TEST_MERCHANT/20261124/ALIPAY_SETTLEMENT_DETAIL_USD_20261124.csv',
      '/download/TEST_MERCHANT/20261124/ALIPAY_SETTLEMENT_SUMMARY_USD_20261124.csv',
    ]);
    expect((await simulator.control.publishStatements('2026-11-23')).files).toEqual([]);
  });

  it('cuts the day at midnight of UTC+8', async () => {
    const simulator = await started({}, Date.parse('2026-11-19T23:59:59.999+08:00'));
    await payV1(simulator, 'before', '100');
    await simulator.control.advance(1);
    await payV1(simulator, 'behind', '100');
    const { control } = simulator;
    const own = async (day: string) =>
      (await control.publishStatements(day)).files
        .filter(({ report }) => report === 'transaction')
        .flatMap(({ entries }) => entries.map(({ ownId, time }) => [ownId, time]));
    expect(await own('2026-11-19')).toEqual([['before', '2026-11-19T23:59:59+08:00']]);
    expect(await own('2026-11-20')).toEqual([['behind', '2026-11-20T00:00:00+08:00']]);
  });

  it('lets files go after a week', async () => {
    const simulator = await started();
    await payV1(simulator, 'order-1', '100');
    await simulator.control.advance(8 * dayMs);
    const items = `${tree}/20261119/transactionItems_20261119_000.csv`;
    // It came at 09:20 on the 20th, and it is 10:00 on the 27th.
    expect(paths(simulator)).not.toContain(items);
    expect(paths(simulator)).toContain(`${tree}/20261120/transactionItems_20261120_000.csv`);
    expect(simulator.control.statementFile(items)).toBeUndefined();
    expect(simulator.control.books('2026-11-19')?.files[0]?.path).toBe(items);
  });

  it('runs with a clock that follows the machine, and only when statements are wanted', async () => {
    const clock = createRunningClock();
    const simulator = await startQuickly({ clock, statements: {} });
    onTestFinished(() => simulator.close());
    await simulator.control.advance(2 * dayMs);
    expect(paths(simulator).some((path) => path.includes('transactionItems_'))).toBe(true);
    const other = await startAt(thursdayMs);
    onTestFinished(() => other.close());
    await other.control.advance(2 * dayMs);
    expect(paths(other)).toEqual([]);
    expect((await other.control.publishStatements()).day).toBe('2026-11-21');
  });
});

describe('what is in the files', () => {
  it('each API has its families, and several can be written side by side', async () => {
    const families = { acquiring: ['B0', 'A1'], v1: ['B2', 'A1'] } as const;
    const simulator = await started({ statements: { families } });
    await payV1(simulator, 'v1-order', '100');
    const { merchantTransId } = await payOnce(simulator);
    const { files } = await simulator.control.publishStatements();
    const own = files.map(({ family, entries }) => [family, ...entries.map(({ ownId }) => ownId)]);
    expect(own).toEqual([
      ['B0', merchantTransId],
      ['A1', 'v1-order', merchantTransId],
      ['B2', 'v1-order'],
    ]);
  });

  it('a working day without transactions: column line and <END> in AMS, no file elsewhere', async () => {
    const statements = { families: ['A1', 'A4', 'B0', 'B3'], settlementCurrency: 'USD' } as const;
    const simulator = await started({ statements });
    const { files } = await simulator.control.publishStatements('2026-11-20');
    expect(files.map(({ path }) => path.slice(tree.length))).toEqual([
      '/20261120/transactionItems_20261120_000.csv',
      '/20261120/settlementItems_USD_0000000000000000000_000.csv',
      '/20261120/settlementSummary_USD_0000000000000000000_000.csv',
    ]);
    for (const { path, entries } of files) {
      expect(textOf(simulator, path)).toMatch(/^(?:settlementBatchId|customerId)[\w,]+\n<END>\n$/);
      expect(entries).toEqual([]);
    }
    const saturday = await simulator.control.publishStatements('2026-11-21');
    expect(saturday.files.map(({ report }) => report)).toEqual(['transaction']);
  });

  it('splits a report into parts, each with its column line and <END>', async () => {
    const simulator = await started({ statements: { families: ['B2'], rowsPerFile: 2 } });
    await playDayInV1(simulator);
    const { files } = await simulator.control.publishStatements('2026-11-20');
    expect(files.map(({ path, entries }) => [path.split('/').at(-1), entries.length])).toEqual([
      ['transactionItems_20261120_000.csv', 0],
      ['settlementItems_USD_2026112010210211904_000.csv', 2],
      ['settlementItems_USD_2026112010210211904_001.csv', 2],
      ['settlementItems_USD_2026112010210211904_002.csv', 1],
      ['settlementSummary_USD_2026112010210211904_000.csv', 5],
    ]);
    for (const { path } of files.slice(1, 4)) {
      expect(textOf(simulator, path)).toMatch(/^settlementBatchId,.*\n(?:.+\n)+<END>\n$/);
    }
  });

  it('has a batch and a file for each currency', async () => {
    const simulator = await started({ statements: { families: ['B0'] } });
    await payV1(simulator, 'dollars', '100');
    await payV1(simulator, 'yen', '100', 'JPY');
    const { files } = await simulator.control.publishStatements('2026-11-20');
    const seen = files.map(({ path, entries: [entry] }) => [
      path.split('/').at(-1),
      entry?.batchId,
      entry?.net,
    ]);
    expect(seen).toEqual([
      ['ALIPAY_SETTLEMENT_DETAIL_USD_20261120.csv', '2026112010210211904', { currency: 'USD', value: '99' }],
      ['ALIPAY_SETTLEMENT_SUMMARY_USD_20261120.csv', '2026112010210211904', { currency: 'USD', value: '99' }],
      ['ALIPAY_SETTLEMENT_DETAIL_JPY_20261120.csv', '2026112010210101625', { currency: 'JPY', value: '99' }],
      ['ALIPAY_SETTLEMENT_SUMMARY_JPY_20261120.csv', '2026112010210101625', { currency: 'JPY', value: '99' }],
    ]);
    expect(textOf(simulator, files[3]!.path)).toContain('\nTOTAL,2026-11-20T15:36:00+08:00,1,99,JPY,-1,');
  });

  it('a cancel returns what refunds have left, a refund may keep its fee', async () => {
    const simulator = await started({ statements: { refundFees: 'kept', feeBasisPoints: 100 } });
    const { acquirementId, merchantTransId } = await payOnce(simulator);
    const merchantId = 'TEST_MERCHANT';
    const refundAmount = { currency: 'USD', value: '99' };
    const refund = { merchantId, acquirementId, merchantRefundId: 'part', refundAmount };
    await callAcquiring(simulator, 'refund', refund);
    await callAcquiring(simulator, 'payCancel', { merchantId, merchantTransId });
    const { files } = await simulator.control.publishStatements();
    const [file] = files.filter(({ family }) => family === 'B0');
    expect(
      file?.entries.map(({ kind, amount, fee, net }) => [kind, amount.value, fee.value, net.value]),
    ).toEqual([
      ['payment', '599', '-6', '593'],
      ['refund', '-99', '0', '-99'],
      ['cancel', '-500', '5', '-495'],
    ]);
  });

  it('the books tell what was written, as plain data', async () => {
    const simulator = await started();
    const { p1, r1 } = await playDayInV1(simulator);
    await simulator.control.publishStatements('2026-11-19');
    const books = simulator.control.books('2026-11-19')!;
    expect(books.day).toBe('2026-11-19');
    expect(books.files).toHaveLength(1);
    expect(books.files[0]!.entries).toHaveLength(5);
    expect(books.files[0]!.entries[2]).toEqual({
      kind: 'refund',
      printedType: 'REFUND',
      api: 'v1',
      ownId: 'refund-1',
      providerId: r1,
      originalOwnId: 'order-1',
      originalProviderId: p1,
      time: '2026-11-19T10:02:00+08:00',
      amount: { currency: 'USD', value: '-723' },
      gross: { currency: 'USD', value: '-723' },
      fee: { currency: 'USD', value: '4' },
      net: { currency: 'USD', value: '-719' },
      settlementDay: '2026-11-20',
      batchId: '2026112010210211904',
    });
    expect(simulator.control.books('2026-11-18')).toBeUndefined();
    expect(JSON.parse(JSON.stringify(books.files[0]!.entries[2]))).toEqual(books.files[0]!.entries[2]);
  });

  it('the books have types and ids as each file prints them', async () => {
    const simulator = await started({ statements: { families: ['A1', 'A4', 'B2'] } });
    const { p1, p3, r1 } = await playDayInV1(simulator);
    const { files } = await simulator.control.publishStatements('2026-11-20');
    const told = files
      .filter(({ entries, report }) => entries.length > 0 && report !== 'summary')
      .map(({ entries }) =>
        [entries[2]!, entries[4]!].map((one) => [one.printedType, one.ownId, one.providerId]),
      );
    expect(told).toEqual([
      [
        ['R', 'refund-1', p1],
        ['R', p3, p3],
      ],
      [
        ['R', 'refund-1', r1],
        ['R', p3, p3],
      ],
      [
        ['REFUND', 'refund-1', r1],
        ['CANCEL', 'order-3', p3],
      ],
    ]);
    expect(files.map(({ entries }) => entries[4]?.kind)).toEqual([
      'cancel',
      'cancel',
      undefined,
      'cancel',
      'cancel',
    ]);
  });

  it('a cell that could end a line or a cell does not', async () => {
    const simulator = await started({ statements: { families: ['A1', 'B3'] } });
    await payV1(simulator, 'a\n"b,|c', '100');
    const { files } = await simulator.control.publishStatements();
    expect(textOf(simulator, files[0]!.path)).toContain('\na "b, c|');
    expect(textOf(simulator, files[1]!.path)).toContain(',"a ""b,|c",');
  });
});

describe('faults of the writing', () => {
  const items = `${tree}/20261119/transactionItems_20261119_000.csv`;

  it('leaves a half-written file lying', async () => {
    const simulator = await started();
    await payV1(simulator, 'order-1', '100');
    simulator.control.failNextStatement({ fault: 'half-written', file: '20261119' });
    await advanceTo(simulator, thursdayMs, '2026-11-20T12:00:00');
    expect(paths(simulator)).toContain(`${items}.tmp`);
    expect(paths(simulator)).not.toContain(items);
    expect(textOf(simulator, `${items}.tmp`)).not.toContain('<END>');
    expect(simulator.control.books('2026-11-19')?.files[0]?.entries).toHaveLength(1);
    await simulator.control.publishStatements('2026-11-19');
    expect(textOf(simulator, items)).toMatch(/<END>\n$/);
    expect(paths(simulator)).not.toContain(`${items}.tmp`);
  });

  it('truncates a file', async () => {
    const simulator = await started();
    await playDayInV1(simulator);
    simulator.control.failNextStatement({ fault: 'truncated-file', file: 'transactionItems' });
    await simulator.control.publishStatements();
    const short = textOf(simulator, items);
    await simulator.control.publishStatements();
    const whole = textOf(simulator, items);
    expect(short).toBe(whole.slice(0, Math.floor(whole.length / 2)));
  });

  it('writes another revision of the same name a day later', async () => {
    const simulator = await started({ statements: { families: ['A1'] } });
    await playDayInV1(simulator);
    simulator.control.failNextStatement({ fault: 'changed-next-day', file: '_transaction_' });
    await advanceTo(simulator, thursdayMs + 4 * minuteMs, '2026-11-21T09:19:59');
    const path = '/download/2088000000000000_transaction_20261119.txt';
    const first = textOf(simulator, path);
    expect(first).toContain('Total_count:4\n');
    expect(first).not.toContain('CANCEL');
    await simulator.control.advance(1000);
    const second = textOf(simulator, path);
    expect(second).toContain('Total_count:5\n');
    expect(second).toContain('CANCEL');
    expect(second.split('\n').slice(1, 6)).toEqual(first.split('\n').slice(1, 6));
  });

  it('hits only the file that is named, as often as is told, until it is taken back', async () => {
    const simulator = await started();
    await payV1(simulator, 'order-1', '100');
    const { control } = simulator;
    control.failNextStatement({ fault: 'truncated-file', file: 'settlementItems', times: 2 });
    const isWhole = async () => {
      const { files } = await control.publishStatements('2026-11-20');
      return files.map(({ path }) => textOf(simulator, path).endsWith('<END>\n'));
    };
    expect(await isWhole()).toEqual([true, false, true]);
    expect(await isWhole()).toEqual([true, false, true]);
    expect(await isWhole()).toEqual([true, true, true]);
    control.failNextStatement({ fault: 'truncated-file' });
    control.clearFaults();
    expect(await isWhole()).toEqual([true, true, true]);
  });
});

describe('control of the statements', () => {
  it('works over HTTP', async () => {
    const simulator = await started();
    await payV1(simulator, 'order-1', '100');
    const post = async (name: string, body: unknown): Promise<Json> => {
      const answer = await exchange(simulator.url, 'POST', `/__control/${name}`, {
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      return { status: answer.status, ...JSON.parse(answer.body.toString('utf8')) };
    };
    const view = async (name: string): Promise<Json> => {
      const answer = await exchange(simulator.url, 'GET', `/__control/${name}`);
      return { status: answer.status, value: JSON.parse(answer.body.toString('utf8')) };
    };
    expect((await view('books/2026-11-19')).status).toBe(404);
    expect(await post('publish-statements', { day: '2026-11-19' })).toMatchObject({ day: '2026-11-19' });
    expect((await view('books/2026-11-19')).value.files[0].entries[0].ownId).toBe('order-1');
    expect((await view('statements')).value).toEqual(simulator.control.statementFiles());
    expect((await post('publish-statements', { day: '2026-02-30' })).error.message).toBe(
      'day must be a day as YYYY-MM-DD',
    );
    expect((await post('fail-next-statement', { fault: 'truncated-file' })).status).toBe(200);
    expect((await post('fail-next-statement', { fault: 'explode' })).error.code).toBe(
      'ERR_SIMULATOR_OPTION_INVALID',
    );
  });

  it.each([
    [{ fault: 'truncated-file', times: 0 }, 'times'],
    [{ fault: 'truncated-file', file: 7 }, 'file'],
    [{ fault: 'not-allowed', file: 'x' }, 'file'],
  ])('refuses the fault %j', async (order, name) => {
    const simulator = await started();
    expect(() => simulator.control.failNextStatement(order as never)).toThrow(name);
  });

  it.each([
    [{ families: ['B9'] }, 'families'],
    [{ families: ['B1', 'B2'] }, 'families'],
    [{ families: { acquiring: ['B2'], v1: ['B3'] } }, 'families'],
    [{ families: { v1: 'B0' } }, 'families'],
    [{ partnerId: '1088000000000000' }, 'partnerId'],
    [{ customerId: '../up' }, 'customerId'],
    [{ feeBasisPoints: 0.5 }, 'feeBasisPoints'],
    [{ settlementCurrency: 'usd' }, 'settlementCurrency'],
    [{ rates: { 'USD/KRW': '0.00' } }, 'rates USD/KRW'],
    [{ rates: { USDKRW: '1' } }, 'rates USDKRW'],
    [{ unit: 'minor' }, 'unit'],
    [{ encoding: 'latin1' }, 'encoding'],
    [{ refundFees: 'half' }, 'refundFees'],
    [{ settlementDays: 0 }, 'settlementDays'],
    [{ holidays: ['2026-02-30'] }, 'holidays'],
    [{ rowsPerFile: 0 }, 'rowsPerFile'],
  ])('refuses the options %j', async (statements, name) => {
    await expect(startAt(thursdayMs, { statements: statements as never })).rejects.toMatchObject({
      code: 'ERR_SIMULATOR_OPTION_INVALID',
      message: expect.stringContaining(`statements.${name}`),
    });
  });
});
