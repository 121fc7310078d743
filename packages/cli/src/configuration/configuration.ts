import type { StatementFamily, StatementOptions, StatementReport } from '@alipay-intl/reconciliation';
import type { HostKeyPin } from '@alipay-intl/reconciliation/fetch';
import type {
  DayWithoutBusiness,
  FeeTerms,
  RateTerms,
  SettlementCycle,
} from '@alipay-intl/reconciliation/match';

/** Where a secret is; the secret itself is read when it is needed, and never written down. */
export type SecretReference = { readonly env: string } | { readonly file: string };

/** A user name, which is no secret, or where it is. */
export type TextOrReference = string | SecretReference;

/** A server of statements, and how its host key is proven. */
export interface ServerConfiguration {
  readonly host: string;
  readonly port: number;
  readonly hostKey:
    | Extract<HostKeyPin, { readonly fingerprints: unknown }>
    | {
        /** Path of a `known_hosts` file. */
        readonly knownHosts: string;
      };
}

/** Where statements are fetched from, and who logs in. */
export interface SftpConfiguration {
  readonly servers: readonly ServerConfiguration[];
  readonly user: TextOrReference;
  readonly login:
    | { readonly password: SecretReference }
    | { readonly privateKey: SecretReference; readonly passphrase: SecretReference | undefined };
}

/** Where the tables are: in a folder, which one process has at a time, or on a server. */
export type StoreConfiguration = { readonly pglite: string } | { readonly postgres: SecretReference };

/** Where a merchant's own books are. */
export type LedgerConfiguration =
  | {
      /** Path of a CSV file for each day, with `{merchant}` and `{day}`. */
      readonly csv: string;
    }
  | {
      /** A select as `ledgerFromQuery` takes it, and the database that it is asked of. */
      readonly sql: string;
      /** The store's where left out. */
      readonly database: SecretReference | undefined;
    }
  | {
      /** Scope of the payment journal in the store. */
      readonly journal: string;
    };

/** What is agreed with Alipay, but for the calendar, which all merchants share. */
export interface ContractConfiguration {
  readonly settlement: SettlementCycle;
  readonly graceDays: number | undefined;
  readonly refundReachDays: number | undefined;
  readonly fees: readonly FeeTerms[];
  readonly rates: readonly RateTerms[];
}

/** One merchant. */
export interface MerchantConfiguration {
  /** The PID or MID, as in the names of its files. */
  readonly id: string;
  /** For people; the id where left out. */
  readonly name: string | undefined;
  readonly family: StatementFamily;
  readonly reports: readonly StatementReport[];
  /** The first day that is reconciled. */
  readonly booksBegin: string;
  readonly contract: ContractConfiguration;
  readonly ledger: LedgerConfiguration;
  /** Path of a CSV file with what the bank received. */
  readonly payouts: string | undefined;
  /** Of which Alipay has confirmed that there was no business. */
  readonly daysWithoutBusiness: readonly DayWithoutBusiness[];
  /** Directories on the server, with `{merchant}` and `{day}`; those that are known for the family where left out. */
  readonly directories: readonly string[] | undefined;
  /** `undefined` where nothing is fetched: files that come by another way are taken in by `statements add`. */
  readonly sftp: SftpConfiguration | undefined;
  readonly statements: Pick<StatementOptions, 'unit' | 'encoding' | 'accept'>;
}

/** How tasks are spread over workers. */
export interface QueueConfiguration {
  /** Repetitions of a task that failed. */
  readonly retries: number;
  /** The wait before the first repetition; each further one is about twice as long. */
  readonly retryDelaySeconds: number;
  /** After this time a task counts as abandoned, if its worker has not been missed before. */
  readonly expirySeconds: number;
}

/** Everything that `alipay-intl.yaml` says. Paths are absolute. */
export interface Configuration {
  readonly file: string;
  readonly merchants: readonly MerchantConfiguration[];
  readonly store: StoreConfiguration;
  readonly folders: {
    readonly statements: string;
    readonly rows: string;
    readonly reports: string;
    /** For what does not fit into memory, on a local disk; within `rows` where left out. */
    readonly work: string | undefined;
  };
  /** What differs from the Chinese calendar that the library knows. */
  readonly calendar: {
    readonly holidays: readonly string[];
    readonly workdays: readonly string[];
    /** The last day whose holidays are known with these. */
    readonly knownThrough: string | undefined;
  };
  readonly queue: QueueConfiguration;
  readonly limits: { readonly memoryBytesMax: number | undefined; readonly breaksMax: number | undefined };
}
