export type { BreakNote, ReportInput } from './report/report-input.ts';
