import { DuckDBConnection } from '@duckdb/node-api';

/** What is to stand in the engine's statements instead of something; white space between words is matched by any. */
export interface SqlChange {
  readonly find: string;
  readonly replace: string;
  /** How often it is in a statement; once where it is left out. */
  readonly times?: number | undefined;
}

/**
 * Runs something with changed statements of the engine.
 *
 * @returns what came of it, and how many statements were changed: steps with nothing to do are left out.
 * @throws Error where the place of the change is not in a statement as often as it should be.
 */
export async function withSql<Result>(
  { find, replace, times = 1 }: SqlChange,
  work: () => Promise<Result>,
): Promise<{ readonly result: Result; readonly changed: number }> {
  const pattern = patternOf(find);
  const original = DuckDBConnection.prototype.run;
  const places: number[] = [];
  DuckDBConnection.prototype.run = function (sql, ...rest) {
    const parts = sql.split(pattern);
    if (parts.length > 1) places.push(parts.length - 1);
    return original.call(this, parts.join(replace), ...rest);
  };
  const result = await work().finally(() => {
    DuckDBConnection.prototype.run = original;
  });
  const wrong = places.find((count) => count !== times);
  if (wrong !== undefined)
    throw new Error(`The place "${find}" is ${wrong} times in a statement of the engine.`);
  return { result, changed: places.length };
}

function patternOf(find: string): RegExp {
  const words = find.split(/\s+/).map((word) => word.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(words.join('\\s+'));
}
