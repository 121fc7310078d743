export { hidden, printRedacted, redact } from './redact.ts';
export { reportWarning, warnOnThrow } from './warn-on-throw.ts';
