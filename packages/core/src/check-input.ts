import type { ZodType } from 'zod';
import { type InputIssue, OptionError } from './errors.ts';

/** What is being checked, for the message. */
export interface InputSubject {
  /** The code to throw with. */
  readonly code: 'ERR_OPTION_INVALID' | 'ERR_REQUEST_INVALID';
  /** How the message names the value, for instance `pay request`. */
  readonly name: string;
}

/**
 * Checks a value against a schema and returns a copy that holds just what the schema knows or lets through.
 * The value itself is never changed, and no message repeats it.
 *
 * @throws OptionError with the subject's code; `issues` lists every fault by member path.
 */
export function checkInput<T>(schema: ZodType<T>, value: unknown, subject: InputSubject): T {
  const checked = schema.safeParse(value);
  if (checked.success) return checked.data;
  const issues: InputIssue[] = checked.error.issues.map((issue) => ({
    path: issue.path.map(String).join('.'),
    message: issue.message,
  }));
  throw new OptionError(subject.code, {
    what: `The ${subject.name} is not valid: ${issues.map(describeIssue).join('; ')}.`,
    money: subject.code === 'ERR_REQUEST_INVALID' ? 'Nothing was sent, so no money moved.' : undefined,
    next: 'Correct the named members and call again.',
    issues,
  });
}

function describeIssue(issue: InputIssue): string {
  return issue.path === '' ? issue.message : `${issue.path}: ${issue.message}`;
}
