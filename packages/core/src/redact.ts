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

// The names of the wire come again with every message, so each is put into small letters once.
const knownNames = new Map<string, boolean>();
const knownNamesMax = 1_000;
const knownNameLengthMax = 64;

function isHiddenName(name: string): boolean {
  const known = knownNames.get(name);
  if (known !== undefined) return known;
  const isHidden = hiddenMembers.has(name.toLowerCase());
  if (knownNames.size < knownNamesMax && name.length <= knownNameLengthMax) knownNames.set(name, isHidden);
  return isHidden;
}

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
      isHiddenName(name) && member !== undefined ? hidden : redactWithin(member, inside),
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
  Object.defineProperty(value, 'toJSON', printsRedacted);
  Object.defineProperty(value, inspect.custom, printsRedacted);
}

// One function for all objects, not one each: every notification and every answer is marked.
const printsRedacted: PropertyDescriptor = {
  value(this: object): unknown {
    return redact({ ...this });
  },
  configurable: true,
};
const printsHidden: PropertyDescriptor = { value: () => hidden, configurable: true };

function markHolders(value: object): void {
  const isList = Array.isArray(value);
  let isHolder = false;
  // `for…in` is faster than Object.keys, but also names what stands on a prototype that somebody has changed.
  for (const name in value) {
    const member: unknown = (value as Record<string, unknown>)[name];
    const isHidden = !isList && isHiddenName(name);
    if (!(isHidden || isComposed(member)) || !Object.hasOwn(value, name)) continue;
    isHolder ||= isHidden;
    if (!isComposed(member)) continue;
    if (isHidden) hideAll(member);
    else markHolders(member);
  }
  if (isHolder) mark(value);
}

function hideAll(value: object): void {
  Object.defineProperty(value, 'toJSON', printsHidden);
  Object.defineProperty(value, inspect.custom, printsHidden);
  for (const member of Object.values(value)) if (isComposed(member)) hideAll(member);
}

/** Whether it is a plain object or a list. */
function isComposed(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return Array.isArray(value) || prototype === Object.prototype || prototype === null;
}
