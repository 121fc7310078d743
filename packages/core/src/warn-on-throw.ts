/**
 * Reports an error that has no other way to whoever runs this process. Never throws, whatever the error is.
 *
 * @param name - of the warning, where the error is no Error and so has no name of its own.
 */
export function reportWarning(name: string, error: unknown): void {
  process.emitWarning(readable(error), name);
}

/**
 * Calls what the caller gave us. What it throws, at once or by its promise, must break nothing, and is reported as a warning of the
 * process.
 *
 * @param name - of the warning.
 */
export function warnOnThrow(name: string, callback: () => unknown): void {
  void settle(name, callback);
}

async function settle(name: string, callback: () => unknown): Promise<void> {
  try {
    await callback();
  } catch (error) {
    reportWarning(name, error);
  }
}

/** Node writes a warning out later, where what has no text would end the process. */
function readable(error: unknown): Error | string {
  try {
    const text = String(error);
    return error instanceof Error && typeof error.stack === 'string' ? error : text;
  } catch {
    return 'Something was thrown that has no text.';
  }
}
