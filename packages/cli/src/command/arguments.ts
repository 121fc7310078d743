import { userInfo } from 'node:os';
import { InvalidArgumentError, Option } from 'commander';
import { isDay } from '../calendar.ts';

/** An option that is a day. */
export function dayOption(flags: string, description: string): Option {
  return new Option(flags, description).argParser(dayArgument);
}

function dayArgument(text: string): string {
  if (isDay(text)) return text;
  throw new InvalidArgumentError('It must be a day as YYYY-MM-DD.');
}

/** Reads a whole number within limits from the arguments. */
export function countArgument(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d{1,15}$/.test(text) && value >= least && value <= most) return value;
    throw new InvalidArgumentError(`It must be a whole number from ${least} to ${most}.`);
  };
}

/** Who is running the command, for the trail. */
export function currentUser(env: Readonly<Record<string, string | undefined>>): string {
  const named = env['SUDO_USER'] ?? env['USER'] ?? env['USERNAME'];
  if (named !== undefined && named !== '') return named;
  try {
    return userInfo().username;
  } catch {
    // A container may run as a number that no user has.
    return 'somebody';
  }
}
