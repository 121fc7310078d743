/**
 * When something is due that follows an earlier moment by a gap. Where the clock was set back by more than the gap, nobody
 * knows how long ago that moment was, so it is due at once: the waiting must not begin anew each time it is asked for.
 */
export function dueAfter(earlierMs: number | undefined, gapMs: number, nowMs: number): number {
  const fromMs = earlierMs ?? nowMs;
  return nowMs + gapMs < fromMs ? nowMs : Math.min(fromMs, nowMs) + gapMs;
}
