import { type InputIssue, isAlipayError, type StatementDefect } from '@alipay-intl/core/errors';
import { printable, printableLines } from './columns.ts';
import { stringify } from './json.ts';

/** A fault as a program reads it. */
export interface ToldError {
  /** A code of `docs/errors.md`; of the system, where the fault is one of it; `STOPPED` after a signal; else `UNEXPECTED`. */
  readonly code: string;
  /** What happened, and what is known about the money. */
  readonly what: string;
  /** What is underneath, the nearest first. */
  readonly because?: readonly string[];
  /** What to do. */
  readonly next: string;
  readonly issues?: readonly InputIssue[];
  readonly defects?: readonly StatementDefect[];
}

/** Says what a thrown value is, without its stack. */
export function describeError(error: unknown): ToldError {
  if (isAlipayError(error)) {
    const { code, message, next } = error;
    const what = message.endsWith(next) ? message.slice(0, -next.length).trimEnd() : message;
    return { code, what: what.replace(/\n +/g, '\n'), next, ...listsOf(error), ...causesOf(error) };
  }
  if (error instanceof Error && error.name === 'AbortError')
    return {
      code: 'STOPPED',
      what: 'The command was stopped by a signal.',
      next: 'Run it again: nothing is half done.',
    };
  const message = error instanceof Error ? error.message : String(error);
  const code =
    error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'UNEXPECTED';
  const next = 'Look at it with --verbose; where it is no fault of the system, report it.';
  return { code, what: `${message.replace(/[.]$/, '')}.`, next };
}

/** A fault that came of a signal: what it broke off says nothing more. What was thrown stays underneath, for `--verbose`. */
export function stoppedFault(cause: unknown): Error {
  return Object.assign(new Error('The command was stopped by a signal.', { cause }), { name: 'AbortError' });
}

/** The lines that are printed for a fault. */
export function errorText(error: unknown, { isJson, isVerbose }: ErrorStyle): string {
  const told = describeError(error);
  const stack = isVerbose ? stackOf(error) : undefined;
  if (isJson) return `${stringify({ error: { ...told, ...(stack !== undefined && { stack }) } })}\n`;
  const { code, what, because = [], next, issues = [], defects = [] } = told;
  const lines = [
    `${code}: ${what}`,
    ...issues.filter(({ message }) => !what.includes(message)).map(issueLine),
    ...defects.filter(({ expected }) => !what.includes(expected)).map(defectLine),
    ...because.map((cause) => `Because: ${cause}`),
    `Next: ${next}`,
    ...(stack === undefined ? [] : [stack]),
  ];
  return `${lines.map(printableLines).join('\n')}\n`;
}

/** How faults are printed. */
export interface ErrorStyle {
  readonly isJson: boolean;
  readonly isVerbose: boolean;
}

/** One line for a defect of a file. */
export function defectLine({ code, line, column, printed, expected }: StatementDefect): string {
  const place = [line === undefined ? undefined : `line ${line}`, column].filter(
    (part) => part !== undefined,
  );
  const found = printed === undefined ? '' : `, printed ${JSON.stringify(printed)}`;
  return printable(
    `  ${code}${place.length === 0 ? '' : ` at ${place.join(', ')}`}: expected ${expected}${found}`,
  );
}

function issueLine({ path, message }: InputIssue): string {
  return path === '' ? `  ${message}` : `  ${path}: ${message}`;
}

function listsOf(error: object): Pick<ToldError, 'issues' | 'defects'> {
  const lists = error as {
    readonly issues?: readonly InputIssue[];
    readonly defects?: readonly StatementDefect[];
  };
  return {
    ...(lists.issues !== undefined && lists.issues.length > 0 && { issues: lists.issues }),
    ...(lists.defects !== undefined && lists.defects.length > 0 && { defects: lists.defects }),
  };
}

const causesMax = 4;

function causesOf(error: Error): Pick<ToldError, 'because'> {
  const because: string[] = [];
  for (let cause = error.cause; cause instanceof Error && because.length < causesMax; cause = cause.cause)
    because.push(cause.message);
  return because.length === 0 ? {} : { because };
}

/** The stack, and those of what was underneath. */
function stackOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const cause = stackOf(error.cause);
  return `${error.stack}${cause === undefined ? '' : `\nCaused by: ${cause}`}`;
}
