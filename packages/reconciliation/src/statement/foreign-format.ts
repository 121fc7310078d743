const signatures: readonly (readonly [Buffer, string])[] = [
  [
    Buffer.from('PK\u0003\u0004'),
    'a zip archive or an .xlsx workbook: unpack it, or take the report as .csv',
  ],
  [Buffer.from([0xd0, 0xcf, 0x11, 0xe0]), 'an .xls workbook: take the report as .csv or .txt'],
  [Buffer.from([0x1f, 0x8b]), 'compressed with gzip: unpack it'],
  [Buffer.from('-----BEGIN PGP MESSAGE-----'), 'encrypted with PGP: decrypt it'],
];

const utf16 = 'UTF-16, as a spreadsheet saves it: take the file as Alipay wrote it';

/** What the first bytes of a file show that it is instead of a statement, and what to do; `undefined` for text. */
export function foreignFormat(bytes: Buffer): string | undefined {
  const known = signatures.find(([signature]) => bytes.subarray(0, signature.length).equals(signature));
  return known?.[1] ?? (isUtf16(bytes) ? utf16 : undefined);
}

/** A mark of UTF-16, or its zero bytes between letters. */
function isUtf16(bytes: Buffer): boolean {
  const mark = bytes.length < 2 ? 0 : bytes.readUInt16LE(0);
  if (mark === 0xfeff || mark === 0xfffe) return true;
  const letters = bytes.subarray(0, 64);
  const zeros = letters.filter((byte) => byte === 0).length;
  return letters.length >= 8 && zeros * 3 > letters.length;
}
