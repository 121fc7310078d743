export { hidden, printRedacted, redact } from './redact.ts';
