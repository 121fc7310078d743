import { readFileSync } from 'node:fs';
import { inflateRawSync } from 'node:zlib';
import type { Simulator, SimulatorOptions } from '@alipay-intl/simulator';
import { describe, expect, it, onTestFinished } from 'vitest';
import {
  type Ids,
  minuteMs,
  payV1,
  playDayInAcquiring,
  playDayInV1,
  refundV1,
  startAt,
  thursdayMs,
} from './support/scripted-day.ts';

const thursday = '2026-11-19';
const friday = '2026-11-20';
const batch = '2026112010210211904';

/** A file written by hand from the wire reference, with Alipay's ids put in. */
function expected(name: string, ids: Ids): string {
  const text = readFileSync(new URL(`statements/${name}`, import.meta.url), 'utf8');
  return text.replaceAll(/\{(\w+)\}/g, (_, id: string) => ids[id]!);
}

async function played(
  play: (simulator: Simulator) => Promise<Ids>,
  statements: NonNullable<SimulatorOptions['statements']>,
) {
  const simulator = await startAt(thursdayMs, { statements });
  onTestFinished(() => simulator.close());
  const ids = await play(simulator);
  await simulator.control.publishStatements(thursday);
  await simulator.control.publishStatements(friday);
  return { simulator, ids, text: (path: string) => bytesOf(simulator, path).toString('utf8') };
}

function bytesOf(simulator: Simulator, path: string): Buffer {
  const bytes = simulator.control.statementFile(path);
  if (bytes === undefined) {
    throw new Error(`${path} is not among ${simulator.control.statementFiles().map((file) => file.path)}`);
  }
  return Buffer.from(bytes);
}

/** Entries of a zip without a data descriptor in its way: names and sizes are read from the central directory. */
function unzip(zip: Buffer): Readonly<Record<string, string>> {
  const entries: Record<string, string> = {};
  for (let at = zip.readUInt32LE(zip.length - 6); zip.readUInt32LE(at) === 0x02014b50; ) {
    const nameLength = zip.readUInt16LE(at + 28);
    const name = zip.toString('utf8', at + 46, at + 46 + nameLength);
    const local = zip.readUInt32LE(at + 42);
    const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    const data = zip.subarray(start, start + zip.readUInt32LE(at + 20));
    entries[name] = inflateRawSync(data).toString('utf8');
    at += 46 + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return entries;
}

async function playWon(simulator: Simulator): Promise<Ids> {
  const k1 = await payV1(simulator, 'order-k', '18000', 'KRW');
  await simulator.control.advance(minuteMs);
  return { k1, k2: await refundV1(simulator, 'refund-k', k1, '9000', 'KRW') };
}

describe('statement files', () => {
  it('A1: pipes, unsigned majors, the payment’s Alipay id in a refund', async () => {
    const { text, ids } = await played(playDayInV1, { families: ['A1'] });
    const pid = '2088000000000000';
    expect(text(`/download/${pid}_transaction_20261119.txt`)).toBe(expected('a1-transaction.txt', ids));
    expect(text(`/download/${pid}_settlement_20261120.txt`)).toBe(expected('a1-settlement.txt', ids));
  });

  it('A1: says what one unit of the price is in the settlement currency, also by a rate the other way round', async () => {
    const statements = { families: ['A1'], settlementCurrency: 'USD', rates: { 'USD/KRW': '1250' } } as const;
    const { text } = await played(playWon, statements);
    const [, , payment] = text('/download/2088000000000000_transaction_20261119.txt').split('\n');
    expect(payment).toMatch(/^order-k\|\d+\|14\.40\|0\.09\|USD\|.*\|KRW\|18000\|0\.00080000$/);
  });

  it('A4: commas, a blank behind ids, and a zip of batch and details', async () => {
    const { text, ids, simulator } = await played(playDayInV1, { families: ['A4'] });
    const pid = '2088000000000000';
    expect(text(`/download/${pid}_fptrade_20261119.csv`)).toBe(expected('a4-fptrade.csv', ids));
    expect(unzip(bytesOf(simulator, `/download/${pid}_20261120.zip`))).toEqual({
      [`${pid}_settlebatch_20261120.csv`]: expected('a4-settlebatch.csv', ids),
      [`${pid}_settle_20261120_50002026112000000000000000211904.csv`]: expected('a4-settle.csv', ids),
    });
  });

  it('A4: can be GB18030', async () => {
    const play = async (simulator: Simulator) => {
      await payV1(simulator, '订单-1é', '100');
      return {};
    };
    const { simulator } = await played(play, { families: ['A4'], encoding: 'gb18030' });
    const bytes = bytesOf(simulator, '/download/2088000000000000_fptrade_20261119.csv');
    expect(new TextDecoder('utf-8').decode(bytes)).not.toContain('订单');
    expect(new TextDecoder('gb18030', { fatal: true }).decode(bytes)).toContain('订单-1é ,');
  });

  it('B0: signed majors, the summary with its total', async () => {
    const { text, ids } = await played(playDayInAcquiring, {});
    const of = (report: string, day: string) =>
      text(`/download/TEST_MERCHANT/${day}/ALIPAY_${report}_USD_${day}.csv`);
    expect(of('TRANSACTION_DETAIL', '20261119')).toBe(expected('b0-transaction-detail.csv', ids));
    expect(of('SETTLEMENT_DETAIL', '20261120')).toBe(expected('b0-settlement-detail.csv', ids));
    expect(of('SETTLEMENT_SUMMARY', '20261120')).toBe(expected('b0-settlement-summary.csv', ids));
  });

  const directory = '/v1/settlements/1022188000000000000';

  it('B1: the smallest unit or the major one', async () => {
    const { text, ids } = await played(playDayInV1, { families: ['B1'] });
    expect(text(`${directory}/20261119/transactionItems_20261119_000.csv`)).toBe(
      expected('b1-transaction-items.csv', ids),
    );
    const major = await played(playDayInV1, { families: ['B1'], unit: 'major' });
    expect(major.text(`${directory}/20261120/settlementItems_USD_${batch}_000.csv`)).toBe(
      expected('b1-settlement-items.csv', major.ids),
    );
    expect(major.text(`${directory}/20261120/settlementSummary_USD_${batch}_000.csv`)).toBe(
      expected('b1-settlement-summary.csv', major.ids),
    );
  });

  it('B2: the acquirer’s columns, settled in another currency', async () => {
    const statements = {
      families: ['B2'],
      settlementCurrency: 'USD',
      rates: { 'KRW/USD': '0.0008' },
    } as const;
    const { text, ids } = await played(playWon, statements);
    expect(text(`${directory}/20261120/settlementItems_USD_${batch}_000.csv`)).toBe(
      expected('b2-settlement-items.csv', ids),
    );
    expect(text(`${directory}/20261120/settlementSummary_USD_${batch}_000.csv`)).toBe(
      expected('b2-settlement-summary.csv', ids),
    );
  });

  it('B3: itemised fees, a quote that divides', async () => {
    const plain = await played(playDayInV1, {});
    expect(plain.text(`${directory}/20261119/transactionItems_20261119_000.csv`)).toBe(
      expected('b3-transaction-items.csv', plain.ids),
    );
    const statements = { settlementCurrency: 'USD', rates: { 'USD/KRW': '1250' } };
    const { text, ids } = await played(playWon, statements);
    expect(text(`${directory}/20261120/settlementItems_USD_${batch}_000.csv`)).toBe(
      expected('b3-settlement-items.csv', ids),
    );
    expect(text(`${directory}/20261120/settlementSummary_USD_${batch}_000.csv`)).toBe(
      expected('b3-settlement-summary.csv', ids),
    );
  });
});
