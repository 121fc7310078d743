import type { ReportInput } from '@alipay-intl/reconciliation/report';
import { countsOf, sampleInput } from './sample-day.ts';
import { fileSide, ledgerSide, sampleBreak, settlementSide, transactionSide } from './sample-rows.ts';

/** Texts that have broken pages, terminals and spreadsheets. */
export const hostileTexts: readonly string[] = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  '</title></style></script><svg onload=alert(1)>',
  '--><h1>owned</h1><!--',
  '\u0024{alert(1)}`\u0024{alert(1)}`',
  'javascript:alert(1)',
  '&lt;b&gt;&#60;b&#62;',
  'invoice\u202efdp.exe',
  '\u2067\u05d0\u05d1\u05d2\u2069 12.00',
  'zero\u200bwidth\ufeff\u2028\u2029',
  '\u001b]0;title\u0007\u001b[2J\u001b[31mred',
  'null\0byte\r\nsecond line\ttab',
  '\ud800 half a pair',
  '=HYPERLINK("http://example.com?x="&A1,"click")',
  '+1+1',
  "-2+3+cmd|' /C calc'!A0",
  '@SUM(1+1)*cmd',
  '\t=1+1',
  '＝1+1',
  'a;=1+1',
  'a,"=1+1',
  "'already",
  '2.01809E+27',
  '00042',
  'A'.repeat(5_000),
  '支付宝 商户 № 1',
];

/** A report in which everything that comes from outside is one of them. */
export const hostileInput: ReportInput = inputOf(hostileTexts);

/** A report with these texts wherever one comes from outside. */
export function inputOf(texts: readonly string[]): ReportInput {
  const breaks = texts.map((text, index) => {
    const ids = { ownId: text, providerId: text, originalOwnId: text, originalProviderId: text };
    const row = { ...ids, file: text, printedType: text, batchId: text };
    return sampleBreak('AMOUNT_MISMATCH', {
      id: `${index.toString(16).padStart(4, '0')}${'0'.repeat(16)}`,
      rule: text,
      ledger: ledgerSide(ids),
      transaction: transactionSide(row),
      settlement: settlementSide(row),
      file: fileSide({
        name: text,
        defects: [{ code: 'ROW_MALFORMED', line: 3, column: text, printed: text, expected: text }],
      }),
      facts: { [text]: text },
    });
  });
  const [first = ''] = texts;
  const fileBreaks = texts.map((text, index) =>
    sampleBreak('FILE_REFUSED', {
      id: `f${index.toString(16).padStart(3, '0')}${'0'.repeat(16)}`,
      file: fileSide({
        name: text,
        defects: [{ code: 'ROW_MALFORMED', line: 3, column: text, printed: text, expected: text }],
      }),
      currency: undefined,
      atStake: 0n,
    }),
  );
  const all = [...breaks, ...fileBreaks];
  return {
    ...sampleInput,
    merchantName: first,
    notes: new Map(
      breaks.map(({ id }, index) => [
        id,
        { standing: 'closed-by-person', by: texts[index], reason: texts[index] },
      ]),
    ),
    result: {
      ...sampleInput.result,
      merchant: first,
      files: sampleInput.result.files.map((file) => ({ ...file, name: first, warnings: [first] })),
      pairs: { [first]: 1 },
      breaks: all,
      counts: countsOf(all),
      closed: texts.map((text) => ({ id: text, reason: text })),
    },
  };
}
