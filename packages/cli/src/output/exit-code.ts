/**
 * How a command ends. 0: done, and nothing has to be looked at. 1: done, and somebody must look: open breaks, a refused file. 2: not
 * due yet, so run it again later. 3: a fault, a wrong argument among them; what was to be done is not done.
 */
export type ExitCode = 0 | 1 | 2 | 3;

/** The exit code of several that is told: a fault above all, then breaks, which do not go by waiting, then what must be waited for. */
export function worstOf(codes: readonly ExitCode[]): ExitCode {
  return ([3, 1, 2] as const).find((code) => codes.includes(code)) ?? 0;
}
