// The last is what a decoder puts in place of bytes that it cannot read.
const unseen = '\\p{Cc}\\p{Cf}\\p{Cs}\\p{Co}\ufffd';

/** Regular expressions that JavaScript (with the flag `u`) and DuckDB read in the same way; each is of a whole cell. */
export const ledgerGrammar: Readonly<Record<'amount' | 'id' | 'time', string>> = {
  /** Smallest unit, above zero, as many digits as a statement may have. */
  amount: '[1-9][0-9]{0,14}',
  /** 1 to 128 characters that can be seen, with no blank at either end. */
  id: `[^${unseen}\\p{Z}](?:[^${unseen}\\p{Zl}\\p{Zp}]{0,126}[^${unseen}\\p{Z}])?`,
  /** Seconds or finer, and an offset from UTC. */
  time:
    '2[0-9]{3}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]' +
    '(?:\\.[0-9]{1,9})?(?:Z|[+-](?:0[0-9]|1[0-4]):?[0-5][0-9])',
};

/** Alipay had no payments across borders before; an earlier time is one in seconds, or of a cell that was never filled. */
export const earliestMs: number = Date.UTC(2000, 0, 1);

export const ledgerKinds = ['payment', 'refund'] as const;
export const ledgerStatuses = ['succeeded', 'reversed', 'failed', 'open'] as const;
