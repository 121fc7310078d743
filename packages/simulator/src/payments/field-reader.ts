import { parseIsoTime } from '../iso-time.ts';
import { type Money, parseUnits } from './money.ts';

/** Raised inside an operation when a field is missing or wrong; it becomes `PARAM_ILLEGAL` (docs/wire/v1 §4.1). */
export class FieldError extends Error {
  readonly field: string;
  readonly complaint: string;

  constructor(field: string, complaint: string) {
    super(`${field} ${complaint}`);
    this.name = 'FieldError';
    this.field = field;
    this.complaint = complaint;
  }
}

/** Reads the members of one JSON object by name and knows the object's place for the complaint. */
export interface FieldReader {
  /** A text that must be there, of at most `lengthMax` characters. */
  text(name: string, lengthMax: number): string;
  /** A text that may be missing, null or empty. */
  optionalText(name: string, lengthMax: number): string | undefined;
  /** An absolute http or https URL that must be there. */
  url(name: string, lengthMax: number): string;
  /** The same, but it may be missing. */
  optionalUrl(name: string, lengthMax: number): string | undefined;
  /** An ISO 8601 time that may be missing, in epoch milliseconds. */
  optionalTime(name: string): number | undefined;
  /** An Amount (docs/wire/v1 §7) of at least `unitsMin` smallest units. */
  amount(name: string, unitsMin: bigint): Money;
  /** An object that must be there. */
  child(name: string): FieldReader;
  /** An object that may be missing or null. */
  optionalChild(name: string): FieldReader | undefined;
}

/** Creates a reader over a parsed JSON object; `place` is the path of the object inside the request. */
export function createFieldReader(members: Readonly<Record<string, unknown>>, place = ''): FieldReader {
  const optionalText = (name: string, lengthMax: number): string | undefined =>
    readText(ownMember(members, name), place + name, lengthMax);
  const text = (name: string, lengthMax: number): string =>
    required(optionalText(name, lengthMax), place + name);
  const optionalUrl = (name: string, lengthMax: number): string | undefined => {
    const value = optionalText(name, lengthMax);
    if (value !== undefined && !isWebUrl(value))
      throw new FieldError(place + name, 'must be an http or https URL');
    return value;
  };
  const child = (name: string): FieldReader =>
    createFieldReader(readObject(ownMember(members, name), place + name), `${place}${name}.`);
  return {
    text,
    optionalText,
    optionalUrl,
    url: (name, lengthMax) => required(optionalUrl(name, lengthMax), place + name),
    optionalTime: (name) => readTime(optionalText(name, 64), place + name),
    amount: (name, unitsMin) => readAmount(child(name), ownMember(members, name), place + name, unitsMin),
    child,
    optionalChild: (name) =>
      (ownMember(members, name) ?? undefined) === undefined ? undefined : child(name),
  };
}

/** Says whether a JSON value is an object, neither null nor an array. */
export function isJsonObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A member named like something on Object.prototype must not be found there. */
function ownMember(members: Readonly<Record<string, unknown>>, name: string): unknown {
  return Object.hasOwn(members, name) ? members[name] : undefined;
}

function required<T>(value: T | undefined, field: string): T {
  if (value === undefined) throw new FieldError(field, 'is missing');
  return value;
}

/** Scalars may come as JSON strings, numbers or booleans (docs/wire/v1 §1.7). */
function readText(value: unknown, field: string, lengthMax: number): string | undefined {
  if (value === undefined || value === null || value === '') return undefined;
  if (typeof value === 'object') throw new FieldError(field, 'must be a string');
  const text = String(value);
  if (text.length > lengthMax) throw new FieldError(field, `is longer than ${lengthMax} characters`);
  return text;
}

function readObject(value: unknown, field: string): Readonly<Record<string, unknown>> {
  if (value === undefined || value === null) throw new FieldError(field, 'is missing');
  if (!isJsonObject(value)) throw new FieldError(field, 'must be an object');
  return value;
}

function readTime(text: string | undefined, field: string): number | undefined {
  if (text === undefined) return undefined;
  const epochMs = parseIsoTime(text);
  if (epochMs === undefined) throw new FieldError(field, 'must be an ISO 8601 time with an offset');
  return epochMs;
}

function readAmount(reader: FieldReader, members: unknown, field: string, unitsMin: bigint): Money {
  const currency = reader.text('currency', 3);
  if (!/^[A-Z]{3}$/.test(currency))
    throw new FieldError(`${field}.currency`, 'must be three capital letters');
  const value = isJsonObject(members) ? ownMember(members, 'value') : undefined;
  const units = parseUnits(required(value ?? undefined, `${field}.value`));
  if (units === undefined)
    throw new FieldError(`${field}.value`, 'must be a whole number of at most 16 digits');
  if (units < unitsMin) throw new FieldError(`${field}.value`, `must be at least ${unitsMin}`);
  return { currency, units };
}

function isWebUrl(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}
