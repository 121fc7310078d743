// Writes packages/core/src/currency-data.ts: the exponents of the active ISO 4217 currencies.
// Base: the npm package `currency-codes` (MIT), which carries the list that the maintenance agency publishes.
// On top: the amendments that came into force after that list, each with its date.
import { writeFileSync } from 'node:fs';
import currencyCodes from 'currency-codes';

/** ISO 4217 amendments later than the base list. `digits: null` removes a code. */
const amendments = [
  { since: '2024-09-01', code: 'ZWL', digits: null }, // replaced by ZWG
  { since: '2025-03-31', code: 'XCG', digits: 2 }, // Caribbean guilder
  { since: '2025-03-31', code: 'ANG', digits: null }, // replaced by XCG
  { since: '2025-05-12', code: 'XAD', digits: 2 }, // Arab accounting dinar
  { since: '2026-01-01', code: 'BGN', digits: null }, // Bulgaria uses the euro
];

/** Metals, bond units, test and no-currency codes have no smallest unit, so nothing can be paid in them. */
const withoutUnit = new Set([
  'XAG',
  'XAU',
  'XBA',
  'XBB',
  'XBC',
  'XBD',
  'XDR',
  'XPD',
  'XPT',
  'XSU',
  'XTS',
  'XUA',
  'XXX',
]);

/** @type {Map<string, number>} */
const digits = new Map();
for (const entry of currencyCodes.data) {
  if (!withoutUnit.has(entry.code)) digits.set(entry.code, entry.digits);
}
for (const { code, digits: value } of amendments) {
  if (value === null) digits.delete(code);
  else digits.set(code, value);
}
const asOf = amendments
  .map((amendment) => amendment.since)
  .sort()
  .at(-1);

/** @type {Map<number, string[]>} */
const byDigits = new Map();
for (const [code, value] of [...digits].sort()) byDigits.set(value, [...(byDigits.get(value) ?? []), code]);

const lines = [...byDigits]
  .sort(([a], [b]) => a - b)
  .map(([value, codes]) => `  ${value}: '${codes.join(' ')}',`);
writeFileSync(
  new URL('../packages/core/src/currency-data.ts', import.meta.url),
  `// Written by tools/generate-currencies.mjs; do not edit by hand.

/** The last ISO 4217 amendment in the table below. */
export const currencyTableDate = '${asOf}';

/** Active ISO 4217 currencies by exponent: how many decimals separate the major unit from the smallest unit. */
export const currenciesByExponent: Readonly<Record<number, string>> = {
${lines.join('\n')}
};
`,
);
console.log(
  `${digits.size} currencies, ISO 4217 list of ${currencyCodes.publishDate}, amendments to ${asOf}`,
);
