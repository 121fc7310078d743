export {
  type BreakChange,
  type BreakCommit,
  type BreakState,
  breakChange,
} from './days/break-change.ts';
export { breakFromJson, breakText, breakToJson } from './days/break-json.ts';
export { type BreakMentions, isListCut } from './days/break-mentions.ts';
export { closeByPerson, reopenByPerson, type WordChange } from './days/break-words.ts';
export { checkBreakClosing, checkBreakQuery, checkDayRun } from './days/check-day-book-input.ts';
export { type ChinaExceptions, chinaWorkingDays, type WorkingCalendar } from './days/china-working-days.ts';
export { dayResultFromJson, dayResultToJson } from './days/day-result-json.ts';
export type { Json } from './days/json.ts';
export { createMemoryDayBook } from './days/memory-day-book.ts';
export { dueDayOf } from './days/settlement-due.ts';
