/** Options that every command has. */
export interface CommonOptions {
  readonly config?: string;
}

/** What `statements fetch` was called with. */
export interface FetchArguments extends CommonOptions {
  readonly merchant?: string;
  readonly day?: string;
  readonly from?: string;
  readonly through?: string;
}

/** What `statements add` was called with. */
export interface AddArguments extends CommonOptions {
  readonly merchant?: string;
  readonly day?: string;
}

/** What `statements inspect` and `statements read` were called with. */
export interface ReadingArguments extends CommonOptions {
  readonly unit?: 'major' | 'smallest';
  readonly encoding?: 'utf-8' | 'gb18030';
  readonly accept?: readonly string[];
  readonly rows?: number;
}

/** What `reconcile` was called with. */
export interface ReconcileArguments extends CommonOptions {
  readonly merchant?: string;
  readonly day?: string;
  readonly through?: string;
}

/** What `report` was called with. */
export interface ReportArguments extends CommonOptions {
  readonly merchant?: string;
  readonly day: string;
  readonly html?: string;
  readonly csv?: string;
}

/** What `breaks list` was called with. */
export interface ListArguments extends CommonOptions {
  readonly merchant?: string;
  readonly standing?: 'open' | 'waiting' | 'closed-by-run' | 'closed-by-person';
  readonly day?: string;
  readonly limit: number;
  readonly after?: string;
}

/** What `breaks explain` was called with. */
export interface ExplainArguments extends CommonOptions {
  readonly merchant?: string;
}

/** What `breaks close` and `breaks reopen` were called with. */
export interface ClosingArguments extends CommonOptions {
  readonly merchant?: string;
  readonly reason: string;
  readonly by?: string;
}

/** What `export` was called with. */
export interface ExportArguments extends CommonOptions {
  readonly merchant?: string;
  readonly to: string;
  readonly from?: string;
  readonly through?: string;
}

/** What `nightly` and `nightly enqueue` were called with. */
export interface NightlyArguments extends CommonOptions {
  readonly merchant?: string;
  readonly through?: string;
}

/** What `nightly work` was called with. */
export interface WorkArguments extends NightlyArguments {
  readonly once?: true;
}
