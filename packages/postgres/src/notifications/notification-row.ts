import type { LoggedNotification } from '@alipay-intl/notify';
import type { SqlValue } from '../store.ts';
import { readText, writeText } from './storable-text.ts';

/** Where a notification stands in SQL, as far as somebody may begin to handle it. */
export function freeNotification(row: string, now: string): string {
  return `(${row}.standing in ('waiting', 'dead') or (${row}.standing = 'claimed' and ${row}.due_at <= ${now}))`;
}

/** The columns that {@link notificationValues} fill, as `$3` to `$8`. */
export const notificationColumns = 'scope, key, family, type, reference, received_at, message';
/** SQL of their values. */
export const notificationInput = '$1, $3, $4, $5, $6, $7::float8::bigint, $8';

/** A notification as values of a statement. */
export function notificationValues({
  key,
  family,
  type,
  reference,
  receivedAtMs,
  message,
}: LoggedNotification): readonly SqlValue[] {
  const maybe = (text: string | undefined): string | null => (text === undefined ? null : writeText(text));
  return [writeText(key), family, writeText(type), maybe(reference), receivedAtMs, maybe(message)];
}

/** What of a row every reader needs. */
export interface NotificationRow {
  readonly key: string;
  readonly family: LoggedNotification['family'];
  readonly type: string;
  readonly reference: string | null;
  readonly received_at: number;
  readonly failures: number;
}

/** SQL of a {@link NotificationRow}. */
export const readColumns = (row: string): string =>
  `${row}.key, ${row}.family, ${row}.type, ${row}.reference, ${row}.received_at::float8 as received_at, ${row}.failures`;

/** The notification of a row, without its message. */
export function notificationOf(row: NotificationRow): Omit<LoggedNotification, 'message'> {
  const { family, reference } = row;
  return {
    key: readText(row.key),
    family,
    type: readText(row.type),
    reference: reference === null ? undefined : readText(reference),
    receivedAtMs: row.received_at,
  };
}
