import { SimulatorError } from '../simulator-error.ts';

/** Where a fault of the statement files strikes. */
export type StatementFaultPlace = 'publish' | 'connect' | 'login' | 'look' | 'read';

/** Everything that can be made to go wrong with the statement files and their server, and where. */
export const statementFaultPlaces = {
  /** The file's first half stays behind as `.tmp`; the file itself does not come. */
  'half-written': 'publish',
  /** The first half stands there under the right name. */
  'truncated-file': 'publish',
  /** The file lacks its last record; a day later another revision of the same name has it. */
  'changed-next-day': 'publish',
  /** From the first look on the file is half there and grows with every look and read, until it is whole. */
  growing: 'look',
  /** The first half of the file comes, then nothing; the connection stays open. */
  'stall-file': 'read',
  /** The first half of the file comes, then the connection is cut. */
  'disconnect-file': 'read',
  /** The server shows another host key than the one that was told. */
  'foreign-host-key': 'connect',
  /** The connection is closed at once, as for an address that is not on the allow-list. */
  'not-allowed': 'connect',
  /** Name and password or key are refused, right ones too. */
  'refused-login': 'login',
} as const;

/** Name of a fault of the statement files. */
export type StatementFaultName = keyof typeof statementFaultPlaces;

/** What {@link SimulatorControl.failNextStatement} takes. */
export interface StatementFaultOrder {
  readonly fault: StatementFaultName;
  /** Part of the path of the file that is hit; whichever comes next when absent. Not for faults of a connection. */
  readonly file?: string;
  /** How many files or connections are hit; 1 when absent. */
  readonly times?: number;
}

/** Faults that wait for their file or connection, first come first served. */
export interface StatementFaults {
  /** Throws `ERR_SIMULATOR_OPTION_INVALID`. */
  add(order: StatementFaultOrder): void;
  /** Takes the first fault that strikes there; `path` is that of the file. */
  take(place: StatementFaultPlace, path?: string): StatementFaultName | undefined;
  clear(): void;
}

interface PendingFault {
  readonly order: StatementFaultOrder;
  timesLeft: number;
}

/** Creates an empty {@link StatementFaults}. */
export function createStatementFaults(): StatementFaults {
  let pending: PendingFault[] = [];
  return {
    add: (order) => {
      checkOrder(order);
      pending.push({ order, timesLeft: order.times ?? 1 });
    },
    take: (place, path = '') => {
      const hit = pending.find(
        ({ order }) => statementFaultPlaces[order.fault] === place && path.includes(order.file ?? ''),
      );
      if (hit === undefined) return undefined;
      hit.timesLeft -= 1;
      if (hit.timesLeft === 0) pending = pending.filter((entry) => entry !== hit);
      return hit.order.fault;
    },
    clear: () => {
      pending = [];
    },
  };
}

function checkOrder({ fault, file, times = 1 }: StatementFaultOrder): void {
  const names = Object.keys(statementFaultPlaces).join(', ');
  assertOrder(Object.hasOwn(statementFaultPlaces, fault), `fault must be one of ${names}`);
  assertOrder(Number.isSafeInteger(times) && times >= 1, 'times must be a whole number above 0');
  assertOrder(file === undefined || typeof file === 'string', 'file must be part of a path');
  const isOfConnection = ['connect', 'login'].includes(statementFaultPlaces[fault]);
  assertOrder(file === undefined || !isOfConnection, `file does not go with ${fault}`);
}

function assertOrder(isRight: boolean, message: string): void {
  if (!isRight) throw new SimulatorError('ERR_SIMULATOR_OPTION_INVALID', message);
}
