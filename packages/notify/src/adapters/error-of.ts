import type { Receipt } from '../receiver/receipt.ts';

/** What error handling must see of a receipt: what went wrong here, not what was refused. `undefined` where nothing did. */
export function errorOf(receipt: Receipt): unknown {
  if (receipt.kind === 'failed' && receipt.error !== undefined) return receipt.error;
  if (receipt.kind === 'refused' && receipt.error.code === 'ERR_BODY_CONSUMED') return receipt.error;
  return receipt.answerError;
}
