import { assertOption } from '../option-check.ts';
import type { Simulation } from '../simulation.ts';
import { draftDay } from './draft-day.ts';
import { pathOf, type StatementBooks, toBooks } from './statement-books.ts';
import { isDay, type StatementDay } from './statement-day.ts';
import type { StatementDifferences } from './statement-difference.ts';
import type { StatementDraft } from './statement-draft.ts';
import type { StatementFaultName, StatementFaults } from './statement-fault.ts';
import type { StatementShelf } from './statement-shelf.ts';

const dayMs = 24 * 3_600_000;
const daysKept = 400;

/** Writes the files of a day and puts them on the shelf. */
export interface StatementPublisher {
  /** Puts the first half of each file as `.tmp`, as a writer leaves it that is not done. */
  stage(day: StatementDay): Promise<void>;
  /** Puts the files under their names. Rejects with `ERR_SIMULATOR_OPTION_INVALID` unless the day is `YYYY-MM-DD`. */
  publish(day: StatementDay): Promise<StatementBooks>;
  /** What was last published for a day. */
  books(day: StatementDay): StatementBooks | undefined;
  /** Takes back what is planned for later. */
  close(): void;
}

/** What a publisher works with. */
export interface PublisherParts {
  readonly simulation: Simulation;
  readonly shelf: StatementShelf;
  readonly faults: StatementFaults;
  readonly differences: StatementDifferences;
}

/** Creates a {@link StatementPublisher}. */
export function createStatementPublisher(parts: PublisherParts): StatementPublisher {
  const { simulation, shelf, differences } = parts;
  const books = new Map<StatementDay, StatementBooks>();
  const planned: (() => void)[] = [];
  return {
    stage: async (day) => {
      for (const draft of draftDay(simulation, differences, day)) {
        shelf.put(temporaryPath(draft), firstHalf(await draft.render(draft.rows)));
      }
    },
    publish: async (day) => {
      assertOption('day', isDay(day), 'a day as YYYY-MM-DD');
      const drafts = draftDay(simulation, differences, day);
      for (const draft of drafts) planned.push(await publishFile(parts, draft));
      remember(books, toBooks(day, drafts));
      return toBooks(day, drafts);
    },
    books: (day) => books.get(day),
    close: () => {
      for (const stop of planned.splice(0)) stop();
    },
  };
}

/** Puts one file as the fault that hits it wants; the returned function takes back what is planned for later. */
async function publishFile(parts: PublisherParts, draft: StatementDraft): Promise<() => void> {
  const { simulation, shelf, faults } = parts;
  const path = pathOf(draft);
  const fault = faults.take('publish', path);
  const bytes = await draft.render(draft.rows);
  if (fault === 'half-written') {
    shelf.put(temporaryPath(draft), firstHalf(bytes));
    return () => undefined;
  }
  shelf.remove(temporaryPath(draft));
  const first = await firstRevision(draft, bytes, fault);
  shelf.put(path, first);
  if (fault !== 'changed-next-day') return () => undefined;
  return simulation.clock.schedule(simulation.clock.now() + dayMs, () => {
    // Whoever has written the day again meanwhile knows more than this revision.
    if (shelf.find(path)?.bytes === first) shelf.put(path, bytes);
  });
}

async function firstRevision(
  draft: StatementDraft,
  bytes: Buffer,
  fault: StatementFaultName | undefined,
): Promise<Buffer> {
  if (fault === 'truncated-file') return firstHalf(bytes);
  return fault === 'changed-next-day' ? await draft.render(draft.rows.slice(0, -1)) : bytes;
}

function temporaryPath(draft: StatementDraft): string {
  return `${pathOf(draft)}.tmp`;
}

function firstHalf(bytes: Buffer): Buffer {
  return bytes.subarray(0, Math.floor(bytes.length / 2));
}

function remember(books: Map<StatementDay, StatementBooks>, written: StatementBooks): void {
  const [oldest] = books.keys();
  if (oldest !== undefined && books.size >= daysKept) books.delete(oldest);
  books.set(written.day, written);
}
