import { DuckDBConnection } from '@duckdb/node-api';

/** What is to stand in the engine's statements instead of something; white space between words is matched by any. */
export interface SqlChange {
  readonly find: string;
  readonly replace: string;
}

/**
 * Runs something with changed statements of the engine. Fails where the place of the change is in no statement, or twice in one, so that
 * a planted defect never turns into nothing.
 */
export async function withSql<Result>(
  { find, replace }: SqlChange,
  work: () => Promise<Result>,
): Promise<Result> {
  const pattern = patternOf(find);
  const original = DuckDBConnection.prototype.run;
  let places = 0;
  DuckDBConnection.prototype.run = function (sql, ...rest) {
    const parts = sql.split(pattern);
    if (parts.length > 2) throw new Error(`"${find}" is ${parts.length - 1} times in ${sql}`);
    places += parts.length - 1;
    return original.call(this, parts.join(replace), ...rest);
  };
  try {
    return await work();
  } finally {
    DuckDBConnection.prototype.run = original;
    if (places === 0) throw new Error(`"${find}" is in no statement of the engine`);
  }
}

function patternOf(find: string): RegExp {
  const words = find.split(/\s+/).map((word) => word.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(words.join('\\s+'));
}
