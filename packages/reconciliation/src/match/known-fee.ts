/**
 * Whether a row of a statement says what its fee is. Where a transaction report of B3 or B4 has no net, its fees are not known yet, also where it
 * prints 0.00. docs/wire/statements §3.3
 *
 * @param row - alias of a row of a statement.
 */
export const isFeeKnown = (row: string): string =>
  `(${row}.fee is not null and (${row}.net is not null or ${row}.family not in ('B3', 'B4')))`;
