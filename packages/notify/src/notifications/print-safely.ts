import { inspect } from 'node:util';
import { hidden, printRedacted, redact } from '@alipay-intl/core/printing';

/** Members of notifications, beyond those that are hidden everywhere, that hold a token or say who the buyer is. */
const alsoHidden: ReadonlySet<string> = new Set(
  ['paymentMethodDetail', 'cardToken', 'acquirerCardToken'].map((name) => name.toLowerCase()),
);

/**
 * Marks a notification so that `console.log`, `util.inspect` and `JSON.stringify` show neither tokens nor who the buyer is; its
 * members stay readable one by one. The same object is returned.
 */
export function printSafely<T extends object>(value: T): T {
  printRedacted(value);
  markHolders(value);
  return value;
}

/** Marks what holds a hidden member, however deep, and tells whether the value does. */
function markHolders(value: object): boolean {
  let holds = false;
  for (const [name, member] of Object.entries(value)) {
    const isInside = typeof member === 'object' && member !== null;
    if (alsoHidden.has(name.toLowerCase())) {
      holds = true;
      if (isInside) printAs(member, () => hidden);
    } else if (isInside && markHolders(member)) holds = true;
  }
  if (holds) printAs(value, () => redact(withoutHidden(value)));
  return holds;
}

function printAs(value: object, print: () => unknown): void {
  Object.defineProperty(value, 'toJSON', { value: print, configurable: true });
  Object.defineProperty(value, inspect.custom, { value: print, configurable: true });
}

function withoutHidden(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(withoutHidden);
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      name,
      alsoHidden.has(name.toLowerCase()) ? hidden : withoutHidden(member),
    ]),
  );
}
