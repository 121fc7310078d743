export { reportCsv } from './report/csv/report-csv.ts';
export { type BreakExplanation, explainBreak } from './report/explain-break.ts';
export { type HtmlOptions, reportHtml } from './report/html/report-html.ts';
export { reportJson } from './report/json/report-json.ts';
export type { BreakNote, ReportInput } from './report/report-input.ts';
export { reportText, type TextOptions } from './report/text/report-text.ts';
