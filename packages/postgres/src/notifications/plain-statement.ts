import type { StoreSession } from '../store.ts';

// What begins with such a word only reads or writes rows, and the functions that it calls cannot end its transaction either; behind
// a semicolon another statement could follow. The library's own rows, whatever the search path, hold the mark.
const plainText = /^\s*(?:select|insert|update|delete|with)\b[^;]*$/i;
const ownRows = /alipay_intl|notifications/i;

/** A session, and whether all that ran in it surely left its transaction open and the library's rows alone. */
export function watchStatements(session: StoreSession): {
  readonly session: StoreSession;
  readonly isPlain: () => boolean;
} {
  let isPlain = true;
  const query: StoreSession['query'] = (text, values) => {
    isPlain &&= plainText.test(text) && !ownRows.test(text);
    return session.query(text, values);
  };
  return { session: { query }, isPlain: () => isPlain };
}
