import { DuckDBConnection } from '@duckdb/node-api';

/** What is to stand in the engine's statements instead of something; white space between words is matched by any. */
export interface SqlChange {
  readonly find: string;
  readonly replace: string;
  /** How often it is in a statement; once where it is left out. */
  readonly times?: number | undefined;
  /** Is told how many statements were changed, also where what is run fails; steps with nothing to do are left out. */
  readonly tell: (changed: number) => void;
}

/**
 * Runs something with changed statements of the engine.
 *
 * @throws Error where the place of the change is not in a statement as often as it should be.
 */
export async function withSql<Result>(
  { find, replace, times = 1, tell }: SqlChange,
  work: () => Promise<Result>,
): Promise<Result> {
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
    tell(places.length);
  });
  const wrong = places.find((count) => count !== times);
  if (wrong !== undefined)
    throw new Error(`The place "${find}" is ${wrong} times in a statement of the engine.`);
  return result;
}

function patternOf(find: string): RegExp {
  const words = find.split(/\s+/).map((word) => word.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(words.join('\\s+'));
}
