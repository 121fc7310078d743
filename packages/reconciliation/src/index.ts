export {
  parseStatementName,
  type StatementFamily,
  type StatementName,
  type StatementReport,
} from './statement/file-name.ts';
