export { type Clock, type SleepingClock, systemClock } from './clock.ts';
export {
  formatTimestamp,
  isTimestampText,
  parseTimestamp,
  type RequestTimeForm,
  requestTimeText,
} from './timestamp.ts';
