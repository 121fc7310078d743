import type { SimulatorClock } from '../clock.ts';
import { formatIsoTime } from '../iso-time.ts';
import type { StatementBooks } from '../statements/statement-books.ts';
import { dayOf } from '../statements/statement-day.ts';
import type { StatementDifference, StatementDifferences } from '../statements/statement-difference.ts';
import type { StatementFaultOrder, StatementFaults } from '../statements/statement-fault.ts';
import type { StatementPublisher } from '../statements/statement-publisher.ts';
import type { StatementShelf } from '../statements/statement-shelf.ts';

/** A published file, as the SFTP server lists it. */
export interface StatementFileSnapshot {
  /** Absolute path. */
  readonly path: string;
  readonly bytes: number;
  /** When it was put there, ISO 8601 with offset +08:00. */
  readonly modified: string;
}

/** The part of {@link SimulatorControl} that is about statement files. A day is `YYYY-MM-DD` in UTC+8. */
export interface StatementControl {
  /**
   * Writes the files of a day at once, without waiting for the next morning: the transactions of that day so far, and
   * what is settled on it. Today when absent. Rejects with `ERR_SIMULATOR_OPTION_INVALID` when it is no day.
   */
  publishStatements(day?: string): Promise<StatementBooks>;
  /**
   * What was last written for a day: the oracle of a round trip. It tells of a file also when a fault spoiled it;
   * `undefined` before the first writing.
   */
  books(day: string): StatementBooks | undefined;
  /** The files that are there now, `.tmp` ones too, by path; those older than 7 days are gone (docs/wire/statements §2). */
  statementFiles(): readonly StatementFileSnapshot[];
  /** Content of a file that is there, or `undefined`; no fault spoils this reading. */
  statementFile(path: string): Uint8Array | undefined;
  /** Lets the next statement file, its reading or the next connection go wrong. Throws `ERR_SIMULATOR_OPTION_INVALID`. */
  failNextStatement(order: StatementFaultOrder): void;
  /**
   * Lets the files that are written from now on tell of one transaction in another way than it happened: a break to be found when the
   * files are compared with own books. Throws `ERR_SIMULATOR_OPTION_INVALID`.
   */
  plantDifference(difference: StatementDifference): void;
}

/** What the statement files are controlled through. */
export interface StatementParts {
  readonly publisher: StatementPublisher;
  readonly shelf: StatementShelf;
  readonly faults: StatementFaults;
  readonly differences: StatementDifferences;
}

/** Creates the controls of the statement files. */
export function createStatementControl(clock: SimulatorClock, parts: StatementParts): StatementControl {
  const { publisher, shelf, faults, differences } = parts;
  return {
    publishStatements: async (day = dayOf(clock.now())) => await publisher.publish(day),
    books: publisher.books,
    statementFiles: () =>
      shelf.files().map(({ path, bytes, modifiedMs }) => ({
        path,
        bytes: bytes.length,
        modified: formatIsoTime(modifiedMs),
      })),
    statementFile: (path) => {
      const file = shelf.find(path);
      return file && Uint8Array.from(file.bytes);
    },
    failNextStatement: faults.add,
    plantDifference: differences.plant,
  };
}
