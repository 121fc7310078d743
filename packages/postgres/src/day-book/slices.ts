// Small enough for a statement's time on a slow disk, large enough that few statements are sent.
const sliceRows = 500;

/** Parts a list, so that each statement has a bounded size. */
export function* slicesOf<Row>(rows: readonly Row[]): Generator<readonly Row[], void, undefined> {
  for (let start = 0; start < rows.length; start += sliceRows) yield rows.slice(start, start + sliceRows);
}
