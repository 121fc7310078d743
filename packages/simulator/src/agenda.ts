/** Work that falls due at one moment of a clock. */
export type AgendaTask = () => void | Promise<void>;

/** One line of an {@link Agenda}. */
export interface AgendaEntry {
  readonly atMs: number;
  readonly task: AgendaTask;
}

/** Tasks in order of their moment; tasks of the same moment keep the order in which they came. */
export interface Agenda {
  /** Puts a task in and returns the function that takes it out again. */
  add(atMs: number, task: AgendaTask): () => void;
  /** Moment of the earliest task, in epoch milliseconds. */
  nextAtMs(): number | undefined;
  /** Removes and returns the earliest task whose moment is not after `limitMs`. */
  takeDue(limitMs: number): AgendaEntry | undefined;
}

/** Creates an empty {@link Agenda}. */
export function createAgenda(): Agenda {
  const entries: AgendaEntry[] = [];
  return {
    add: (atMs, task) => {
      const entry: AgendaEntry = { atMs, task };
      entries.splice(insertionIndex(entries, atMs), 0, entry);
      return () => {
        const index = entries.indexOf(entry);
        if (index >= 0) entries.splice(index, 1);
      };
    },
    nextAtMs: () => entries[0]?.atMs,
    takeDue: (limitMs) => {
      const first = entries[0];
      return first !== undefined && first.atMs <= limitMs ? entries.shift() : undefined;
    },
  };
}

function insertionIndex(entries: readonly AgendaEntry[], atMs: number): number {
  let low = 0;
  let high = entries.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const entry = entries[middle];
    if (entry !== undefined && entry.atMs <= atMs) low = middle + 1;
    else high = middle;
  }
  return low;
}
