import { AsyncLocalStorage } from 'node:async_hooks';
import { StoreError } from '@alipay-intl/core/errors';

/** Tells calls that come out of a running transaction of a store: where there is one connection, they would wait for themselves. */
export class OwnTransaction {
  readonly #work = new AsyncLocalStorage<{ isOver: boolean }>();

  /** Runs the work of a transaction; calls that it starts are inside until it is over. */
  async run<Result>(work: () => Promise<Result>): Promise<Result> {
    const state = { isOver: false };
    try {
      return await this.#work.run(state, work);
    } finally {
      state.isOver = true;
    }
  }

  /** @throws StoreError `ERR_STORE_UNAVAILABLE` for a call out of a transaction that is not over. */
  assertOutside(): void {
    if (this.#work.getStore()?.isOver !== false) return;
    throw new StoreError('ERR_STORE_UNAVAILABLE', {
      what: 'An embedded store was used inside its own transaction, which has its only connection.',
      money: 'The statement was not run; the transaction is undone where the error ends its work.',
      next: 'Let the work of a transaction use the session that it gets and nothing else of the store.',
    });
  }
}
