/** How JSON is written: `escaped` writes `/` as `\/` and what is not ASCII as `\uXXXX`, as PHP does (docs/wire/acquiring §4.4). */
export type JsonStyle = 'compact' | 'pretty' | 'escaped';

/** Writes a value as JSON text; members that are undefined are left out. */
export function writeJson(value: object | string, style: JsonStyle): string {
  const text = JSON.stringify(value, undefined, style === 'pretty' ? 2 : undefined);
  if (style !== 'escaped') return text;
  // Neither character can stand outside a string, so the text may be treated as a whole.
  return text.replaceAll('/', '\\/').replace(/[\u007f-\uffff]/g, escapeUnit);
}

function escapeUnit(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
