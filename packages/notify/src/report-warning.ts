/** Reports an error that has no other way to whoever runs this process. */
export function reportWarning(error: unknown): void {
  process.emitWarning(error instanceof Error ? error : String(error), 'AlipayNotificationWarning');
}
