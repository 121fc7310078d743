import type { ZodType, z } from 'zod';
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
  const issues = checked.error.issues.flatMap(issuesOf);
  throw new OptionError(subject.code, {
    what: `The ${subject.name} is not valid: ${issues.map(describeIssue).join('; ')}.`,
    money:
      subject.code === 'ERR_REQUEST_INVALID' ? 'Nothing was sent, so this call moved no money.' : undefined,
    next: 'Correct the named members and call again.',
    issues,
  });
}

type Fault = z.core.$ZodIssue;

function issuesOf(fault: Fault): readonly InputIssue[] {
  const path = fault.path.map(String);
  if (fault.code === 'unrecognized_keys') {
    return fault.keys.map((key) => ({ path: [...path, key].join('.'), message: 'is not a known member' }));
  }
  return [{ path: path.join('.'), message: messageOf(fault) }];
}

function messageOf(fault: Fault): string {
  if (fault.code !== 'invalid_type' || !fault.message.startsWith('Invalid input')) return fault.message;
  return fault.message.endsWith('received undefined') ? 'is missing' : `expected ${fault.expected}`;
}

function describeIssue(issue: InputIssue): string {
  if (issue.path === '') return issue.message === 'is missing' ? 'nothing was passed' : issue.message;
  return `${issue.path}: ${issue.message}`;
}
