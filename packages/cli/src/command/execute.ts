import type { CommonOptions } from './options.ts';
import type { Outcome, Run, WrittenOutcome } from './run.ts';

/** What a command does. */
export type Action = (run: Run) => Promise<Outcome | WrittenOutcome>;

/** Runs what a command does, and tells what came of it. */
export type Execute = (options: CommonOptions, action: Action) => Promise<void>;
