const isoPattern = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(\.\d{1,9})?(Z|[+-]\d{2}:?\d{2})$/;
const hoursAheadMs = 8 * 3_600_000;

/** Writes a moment as the gateway does, to the second with offset +08:00 (docs/wire/v1 §1.7). */
export function formatIsoTime(epochMs: number): string {
  return `${new Date(epochMs + hoursAheadMs).toISOString().slice(0, 19)}+08:00`;
}

/** Reads an ISO 8601 time with an offset, in any form of docs/wire/v1 §1.4; `undefined` when it is none. */
export function parseIsoTime(text: string): number | undefined {
  const parts = isoPattern.exec(text);
  if (parts === null) return undefined;
  const [, year = '', month = '', day = '', hour = '', minute = '', second = '', fraction = '', offset = ''] =
    parts;
  const dayMs = Date.UTC(Number(year), Number(month) - 1, Number(day));
  if (new Date(dayMs).toISOString().slice(0, 10) !== `${year}-${month}-${day}`) return undefined;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return undefined;
  const offsetMs = parseOffset(offset);
  if (offsetMs === undefined) return undefined;
  const timeMs = (Number(hour) * 3600 + Number(minute) * 60 + Number(second)) * 1000;
  return dayMs + timeMs + Math.floor(Number(`0${fraction}`) * 1000) - offsetMs;
}

/** Says whether a Request-Time has one of the documented forms: epoch milliseconds or ISO 8601 (docs/wire/v1 §1.4). */
export function isRequestTime(text: string): boolean {
  return /^\d{13}$/.test(text) || parseIsoTime(text) !== undefined;
}

function parseOffset(offset: string): number | undefined {
  if (offset === 'Z') return 0;
  const hours = Number(offset.slice(1, 3));
  const minutes = Number(offset.slice(-2));
  if (hours > 14 || minutes > 59) return undefined;
  return (offset.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * 60_000;
}
