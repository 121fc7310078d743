/**
 * When something is due that follows an earlier moment by a gap. Never further away than the gap itself, so that a clock
 * that was set back cannot make a wait longer.
 */
export function dueAfter(earlierMs: number | undefined, gapMs: number, nowMs: number): number {
  return Math.min((earlierMs ?? nowMs) + gapMs, nowMs + gapMs);
}
