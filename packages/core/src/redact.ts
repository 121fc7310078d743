import { inspect } from 'node:util';

/** What stands in place of a hidden value. */
export const hidden = '[hidden]';

const hiddenMembers: ReadonlySet<string> = new Set(
  [
    // Codes and tokens that are as good as money or access.
    ...[
      'identityCode',
      'paymentMethodId',
      'accessToken',
      'authCode',
      'agentToken',
      'agent-token',
      'isvAccessToken',
    ],
    // Stored means of payment: tokens, and the card or account that they stand for.
    ...['cardToken', 'acquirerCardToken', 'paymentMethodDetail'],
    ...['privateKey', 'password', 'passphrase', 'signature', 'paymentActionForm'],
    // Data about the buyer.
    ...['userAgent', 'user-agent', 'clientIp', 'cookieId', 'deviceTokenId', 'deviceId', 'browserInfo'],
    ...['pspCustomerId', 'displayCustomerId', 'displayCustomerName', 'customer2088Id', 'customerId'],
    ...['userId', 'userLoginId', 'userName', 'buyer', 'buyerUserId', 'buyerLoginId', 'buyerId'],
    ...['referenceBuyerId', 'buyerName', 'buyerPhoneNo', 'buyerEmail'],
    ...['firstName', 'middleName', 'lastName', 'fullName'],
    ...['shippingName', 'shippingAddress', 'shippingPhoneNo', 'shipToEmail', 'cardInfo'],
  ].map((name) => name.toLowerCase()),
);

/**
 * A copy of a value in which payment codes, tokens, keys, signatures and buyer data are replaced by `[hidden]`,
 * whatever the case of the member's name. Plain objects and lists are looked into; dates and bytes are kept, other
 * objects are named by their class, and an object inside itself is `[circular]`.
 */
export function redact(value: unknown): unknown {
  return redactWithin(value, []);
}

function redactWithin(value: unknown, path: readonly object[]): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Date || value instanceof Uint8Array) return value;
  if (path.includes(value)) return '[circular]';
  const inside = [...path, value];
  if (Array.isArray(value)) return value.map((item) => redactWithin(item, inside));
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return `[${classNameOf(value)}]`;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      name,
      hiddenMembers.has(name.toLowerCase()) && member !== undefined ? hidden : redactWithin(member, inside),
    ]),
  );
}

function classNameOf(value: object): string {
  const made: unknown = value.constructor;
  return typeof made === 'function' ? made.name : 'Object';
}

/**
 * Marks an object so that `console.log`, `util.inspect` and `JSON.stringify` show its {@link redact}ed form, while its
 * members stay readable one by one. Objects inside it that are hidden or hold something hidden are marked as well, so they
 * may be printed alone; copies that you make of them are not marked. The same object is returned.
 */
export function printRedacted<T extends object>(value: T): T {
  mark(value);
  markHolders(value);
  return value;
}

function mark(value: object): void {
  printAs(value, () => redact({ ...value }));
}

function printAs(value: object, print: () => unknown): void {
  Object.defineProperty(value, 'toJSON', { value: print, configurable: true });
  Object.defineProperty(value, inspect.custom, { value: print, configurable: true });
}

function markHolders(value: object): void {
  for (const [name, member] of Object.entries(value)) {
    const isHidden = hiddenMembers.has(name.toLowerCase()) && !Array.isArray(value);
    if (isHidden) mark(value);
    if (!isComposed(member)) continue;
    if (isHidden) hideAll(member);
    else markHolders(member);
  }
}

function hideAll(value: object): void {
  printAs(value, () => hidden);
  for (const member of Object.values(value)) if (isComposed(member)) hideAll(member);
}

/** Whether it is a plain object or a list. */
function isComposed(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return Array.isArray(value) || prototype === Object.prototype || prototype === null;
}
