export type { Advice } from './advice.ts';
export { describeResult, type ResultDescription } from './describe-result.ts';
export { type Result, type ResultStatus, readResult } from './result.ts';
export { type ResultClass, type ResultOperation, resultCodesOf } from './result-code-data.ts';
export { readResultInfo } from './result-info.ts';
