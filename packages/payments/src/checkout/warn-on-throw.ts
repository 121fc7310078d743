/** Calls what the caller gave us. What it throws must not break a payment, and is reported as a warning of the process. */
export function warnOnThrow(name: string, callback: () => void): void {
  try {
    callback();
  } catch (error) {
    process.emitWarning(error instanceof Error ? error : String(error), name);
  }
}
