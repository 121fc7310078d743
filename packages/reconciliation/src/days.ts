export { breakFromJson, breakToJson } from './days/break-json.ts';
export { dayResultFromJson, dayResultToJson } from './days/day-result-json.ts';
export type { Json } from './days/json.ts';
export { createMemoryDayBook } from './days/memory-day-book.ts';
export { dueDayOf } from './days/settlement-due.ts';
