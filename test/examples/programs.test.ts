import { readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname } from 'node:path';
import { testPaymentCodes } from '@alipay-intl/simulator';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { long } from '../support/long-test.ts';
import { build, endAll, start } from './support/program.ts';

// The examples as a reader runs them: built, in a process of their own.

beforeAll(
  () =>
    build(
      ...['barcode-cashier', 'daily-statements', 'entry-code-shop', 'first-payment', 'main-job'],
      'nightly-reconciliation',
    ),
  120_000,
);
afterEach(endAll);

describe('the till of barcode-cashier', () => {
  const amount = 'Amount in USD (q to stop): ';
  const scan = 'Scan the code of the customer: ';
  const waiting = 'Still waiting for the result; c cancels the sale: ';
  const next = 'Enter for the next customer, or an amount to refund: ';

  it('serves customers one after the other, whatever they do', async () => {
    const till = start('barcode-cashier');
    const typeAt = async (prompt: string, line: string): Promise<void> => {
      await till.until(prompt);
      till.type(line);
    };
    // Paid, and a part refunded.
    await typeAt(amount, '5.99');
    await typeAt(scan, testPaymentCodes.paysAtOnce);
    await till.until('Payment received.  已收款。');
    await till.until('Hand over the goods.');
    await till.until('$5.99  ');
    await typeAt(next, '2.00');
    await till.until('Refund of $2.00');
    await till.until('Refunded: the money goes back to the customer.');
    // Waiting, and cancelled.
    await typeAt(amount, '12.50');
    await typeAt(scan, testPaymentCodes.waitsForWallet);
    await typeAt(waiting, '');
    await typeAt(waiting, 'c');
    await till.until('Cancelled: the customer is not charged.  已撤销：顾客不会被扣款。');
    // A mistyped price.
    await typeAt(amount, '5,99');
    await typeAt(scan, testPaymentCodes.paysAtOnce);
    await till.until('A price is digits with at most one decimal point.');
    await typeAt(amount, '5.999');
    await typeAt(scan, testPaymentCodes.paysAtOnce);
    await till.until('USD has 2 decimals, and the price has more.');
    // A wrong code: that of the milk.
    await typeAt(amount, '5.99');
    await typeAt(scan, '4006381333931');
    await till.until('expected 16 to 64 digits, as scanned from the buyer');
    // An expired one.
    await typeAt(amount, '5.99');
    await typeAt(scan, testPaymentCodes.expiredCode);
    await till.until('Not paid: the payment code cannot be used.');
    // And one more who pays, without a refund.
    await typeAt(amount, '0.01');
    await typeAt(scan, testPaymentCodes.unknownButPaid);
    await till.until(waiting);
    await till.until('Payment received.');
    await typeAt(next, '');
    await typeAt(amount, 'q');
    expect(await till.ended).toBe(0);
    expect(till.output()).not.toMatch(/undefined|\[object|Error:|at file:/);
    // A mistyped code is not shown again.
    expect(till.output().split('4006381333931')).toHaveLength(1);
  });

  it('takes all its lines from a file, and stops where they end', async () => {
    const till = start('barcode-cashier');
    till.type(['5.99', testPaymentCodes.paysAtOnce, '', '3.00', testPaymentCodes.waitsForWallet].join('\n'));
    till.endInput();
    expect(await till.ended).toBe(0);
    expect(till.output()).toContain('Payment received.');
    // Nobody is at the till any more, so the sale is given up.
    expect(till.output()).toContain('Cancelled: the customer is not charged.');
  });

  it('prints the codes to try', async () => {
    const till = start('barcode-cashier');
    till.endInput();
    expect(await till.ended).toBe(0);
    for (const [name, code] of Object.entries(testPaymentCodes))
      expect(till.output()).toContain(`${code}  ${name}`);
  });
});

it('main-job plays all its steps and exits with 0', async () => {
  const program = start('main-job');
  program.endInput();
  expect(await program.ended).toBe(0);
  const output = program.output();
  const acts = ['play', 'play-barcode', 'play-crash', 'play-statements', 'play-reconciliation'];
  const sources = acts.map((name) =>
    readFileSync(new URL(`../../examples/main-job/src/${name}.ts`, import.meta.url), 'utf8'),
  );
  const steps = sources.join('').split('transcript.step(').length - 1;
  expect(steps).toBeGreaterThan(12);
  const numbers = [...output.matchAll(/^ ?(\d+) {2}\S.* \d+ ms$/gm)].map(([, number]) => Number(number));
  expect(numbers).toEqual(Array.from({ length: steps }, (_, index) => index + 1));
  expect(output).toMatch(new RegExp(`^All ${steps} steps went as they should, in \\d+\\.\\d\\d s\\.$`, 'm'));
  expect(output).toMatch(/^ {4}journal before +intent$/m);
  expect(output).toMatch(/^ {4}journal after +intent, query answered: paid, ended: paid$/m);
  expect(output).toMatch(/^ {4}charges +1, sent 1 time: no second charge$/m);
  expect(output.match(/^ {4}in the books +4 rows, the same$/gm)).toHaveLength(2);
  expect(output).toMatch(/^ {4}NOT CLOSED$/m);
  const [, page = ''] = /^ {4}page +(\S+)$/m.exec(output) ?? [];
  expect(readFileSync(page, 'utf8')).toContain('Example Café');
  rmSync(dirname(page), { recursive: true });
  expect(output).not.toMatch(/undefined|\[object|went wrong/);
}, 240_000);

// Its nights are those of main-job, and what it prints of them is tested in nightly-reconciliation.test.ts.
long(
  'nightly-reconciliation prints each morning, a summary and the path of the page',
  async () => {
    const program = start('nightly-reconciliation');
    expect(await program.ended).toBe(0);
    const output = program.output();
    expect(output).toMatch(/^Morning of 2026-11-19: 2026-11-18 \(run 1\) open; 1 open in all$/m);
    expect(output).toMatch(/^Morning of 2026-11-20: 2026-11-19 \(run 1\) open; 4 open in all$/m);
    expect(output).toMatch(/^Morning of 2026-11-21: 2026-11-20 \(run 1\) open; 6 open in all$/m);
    expect(output).toMatch(/^4 breaks need somebody to look\.$/m);
    const [, page = ''] = /^The page for finance: (\S+)$/m.exec(output) ?? [];
    expect(readFileSync(page, 'utf8')).toContain('2 breaks of earlier days are still open.');
    rmSync(dirname(page), { recursive: true });
  },
  120_000,
);

it('daily-statements fetches and prints the transactions of a day and their settlement', async () => {
  const program = start('daily-statements');
  expect(await program.ended).toBe(0);
  const output = program.output();
  expect(
    output.match(/^ {2}fetched {2}ALIPAY_\w+_USD_\d{8}\.csv {2}\d+ bytes, SHA-256 \w{12}…$/gm),
  ).toHaveLength(3);
  // Before they are written, the calendar says what that means.
  const missing = ['settlement', 'summary'].map(
    (kind) => `  missing  ${kind} of \\d{4}-\\d\\d-\\d\\d: not-yet-due; if it never comes: no-business\n`,
  );
  const early = /^Settled on \S+, before Alipay has written it:\n {2}No file is there\.\n/m;
  expect(output).toMatch(new RegExp(`${early.source}${missing.join('')}\nSettled on \\S+:\n`, 'm'));
  expect(output.match(/^ {2}missing /gm)).toHaveLength(2);
  expect(output).toMatch(/^ {2}=+ PAYMENT {2}3 rows +\$91\.49$/m);
  expect(output).toMatch(/^ {2}=+ PAYMENT {2}3 rows +\$91\.49 +-\$0\.56 +\$90\.93$/m);
  expect(output).toMatch(/^ {2}=+ REFUND {3}1 rows +-\$2\.00 +\$0\.01 +-\$1\.99$/m);
  expect(output).toMatch(/ TOTAL +-\$0\.55 +\$88\.94$/m);
  expect(output).not.toMatch(/undefined|\[object/);
});

it('first-payment prints where to send the buyer', async () => {
  const program = start('first-payment');
  expect(await program.ended).toBe(0);
  expect(program.output()).toMatch(/^Send the buyer to http:\/\/127\.0\.0\.1:\d+\/wallet\/\S+\n$/);
});

describe('the shop of entry-code-shop', () => {
  async function freePort(): Promise<number> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    return port;
  }

  it('helps a buyer who mistyped the amount, takes the right one, and closes at Ctrl+C', async () => {
    const port = await freePort();
    const shop = start('entry-code-shop', { PORT: String(port) });
    await shop.until(`The shop is open: http://127.0.0.1:${port}`);
    const pay = (amount: string) =>
      fetch(`http://127.0.0.1:${port}/pay`, {
        method: 'POST',
        headers: { 'user-agent': 'Mozilla/5.0 AliApp(APHK/5.1.0) AlipayClientHK/5.1.0 AlipayConnect' },
        body: new URLSearchParams({ amount }),
        redirect: 'manual',
      });
    for (const [typed, message] of [
      ['5,99', 'A price is digits with at most one decimal point.'],
      ['5.999', 'USD has 2 decimals, and the price has more.'],
      ['', 'A price is digits with at most one decimal point.'],
      ['<b>5</b>', 'A price is digits with at most one decimal point.'],
    ] as const) {
      const answer = await pay(typed);
      expect(answer.status).toBe(400);
      const html = await answer.text();
      expect(html).toContain(`<p class="fault" role="alert">${message}`);
      // The form is there again.
      expect(html).toContain('name="amount"');
      expect(html).not.toContain('<b>5');
    }
    const paid = await pay(' 5.99 ');
    expect(paid.status).toBe(303);
    expect(paid.headers.get('location')).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/wallet\//);
    shop.kill('SIGINT');
    expect(await shop.ended).toBe(0);
  });

  it('does not start on a taken port, and says why', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo;
    const shop = start('entry-code-shop', { PORT: String(port) });
    expect(await shop.ended).toBe(1);
    expect(shop.output()).toContain(`The shop could not open on port ${port}:`);
    expect(shop.output()).toContain('Choose another with PORT=3001.');
    expect(shop.output()).not.toContain('The shop is open');
    expect(shop.output()).not.toMatch(/^ {4}at /m);
    await new Promise((resolve) => other.close(resolve));
  });
});
