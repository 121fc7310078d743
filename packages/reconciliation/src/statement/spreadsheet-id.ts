/** Tells whether a spreadsheet has turned an id into a rounded number, such as `2.01809E+27`. docs/wire/statements §10.4. */
export function isSpreadsheetId(bytes: Buffer, start: number, end: number): boolean {
  const second = bytes[start + 1];
  const isSuspect = end - start >= 4 && (second === 0x2e || second === 0x45 || second === 0x65);
  return isSuspect && /^\d(?:\.\d+[eE]\+?|[eE]\+)\d{1,3}$/.test(bytes.toString('latin1', start, end));
}
