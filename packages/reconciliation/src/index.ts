export type { StatementDefect } from '@alipay-intl/core/errors';
export type { AcceptedNet } from './statement/accepted-net.ts';
export type { BatchDefect } from './statement/batch-defect.ts';
export { type BatchCheck, type BatchCheckOptions, checkBatch } from './statement/check-batch.ts';
export type {
  AcceptableCode,
  Defect,
  DefectCode,
  StatementWarning,
  WarningCode,
} from './statement/defect.ts';
export {
  parseStatementName,
  type StatementFamily,
  type StatementName,
  type StatementReport,
} from './statement/file-name.ts';
export {
  type InspectionOptions,
  inspectStatement,
  type StatementInspection,
} from './statement/inspect-statement.ts';
export type { StatementOptions } from './statement/options.ts';
export type { Direction, RecordKind } from './statement/record-kind.ts';
export type { StatementSource } from './statement/source.ts';
export { openStatement, readStatement, type Statement } from './statement/statement.ts';
export type { AmountColumn, StatementColumns } from './statement/statement-columns.ts';
export type { StatementFacts } from './statement/statement-facts.ts';
export type { StatementFee } from './statement/statement-fee.ts';
export type { StatementRecord } from './statement/statement-record.ts';
export type { TextColumn } from './statement/text-column.ts';
export type { StatementTotal } from './statement/totals.ts';
