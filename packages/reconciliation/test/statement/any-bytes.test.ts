import { readdirSync, readFileSync } from 'node:fs';
import { isAlipayError } from '@alipay-intl/core';
import { inspectStatement, openStatement } from '@alipay-intl/reconciliation';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { statementOf } from './support/samples.ts';

const samples = readdirSync(new URL('samples', import.meta.url)).map(
  (file) => [file, readFileSync(new URL(`samples/${file}`, import.meta.url))] as const,
);

const splices = fc
  .tuple(
    fc.constantFrom(...samples),
    fc.array(fc.tuple(fc.nat(), fc.nat({ max: 40 }), fc.uint8Array({ maxLength: 12 })), {
      minLength: 1,
      maxLength: 3,
    }),
  )
  .map(([[file, bytes], cuts]) => {
    let text = bytes;
    for (const [at, length, inserted] of cuts) {
      const start = at % (text.length + 1);
      text = Buffer.concat([text.subarray(0, start), inserted, text.subarray(start + length)]);
    }
    return [file, text] as const;
  });
const anything = fc.tuple(
  fc.constantFrom('x.csv', 'transactionItems_20181225_000.csv'),
  fc.uint8Array({ maxLength: 400 }),
);

test('any bytes are opened or refused with an error of the library', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(splices, anything),
      fc.constantFrom('major', 'smallest', undefined),
      async ([name, bytes], unit) => {
        const source = statementOf(bytes, name);
        const { accepted, defects, columnLine } = await inspectStatement(source, { unit });
        expect(accepted).toBe(defects.length === 0 && columnLine === undefined);
        const outcome = await openStatement(source, { unit }).catch((error: unknown) => error);
        if (accepted)
          for await (const record of outcome as Awaited<ReturnType<typeof openStatement>>) record.toJSON();
        else expect(isAlipayError(outcome)).toBe(true);
      },
    ),
    { numRuns: 1_500 },
  );
});
