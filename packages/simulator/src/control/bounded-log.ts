/** A log that forgets its oldest lines. */
export interface BoundedLog<T> {
  add(line: T): void;
  lines(): readonly T[];
}

/** Creates a log of at most `linesMax` lines. */
export function createBoundedLog<T>(linesMax: number): BoundedLog<T> {
  let lines: T[] = [];
  return {
    add: (line) => {
      lines.push(line);
      // Cutting only at the double length keeps the cost of one line constant.
      if (lines.length >= linesMax * 2) lines = lines.slice(-linesMax);
    },
    lines: () => lines.slice(-linesMax),
  };
}
