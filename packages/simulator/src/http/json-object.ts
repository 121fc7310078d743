import { isJsonObject } from '../payments/field-reader.ts';
import { decodeUtf8 } from './read-body.ts';

/** Parses a body that must be one JSON object in UTF-8; `undefined` when it is not. */
export function parseJsonObject(body: Uint8Array): Readonly<Record<string, unknown>> | undefined {
  const text = decodeUtf8(body);
  if (text === undefined) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
