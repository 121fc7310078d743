import { buffer } from 'node:stream/consumers';
import yazl from 'yazl';

/** An entry of an archive. */
export interface ZipEntry {
  readonly name: string;
  readonly content: Buffer | string;
  readonly mode?: number;
  readonly isStored?: boolean;
}

/** Makes an archive. Names that yazl refuses are put in afterwards, in both places, at the same length. */
export async function zipOf(entries: readonly ZipEntry[]): Promise<Buffer> {
  const zip = new yazl.ZipFile();
  const placeholders = entries.map(({ name }, index) => `${index}`.padStart(Buffer.byteLength(name), 'p'));
  for (const [index, { content, mode = 0o100644, isStored = false }] of entries.entries()) {
    zip.addBuffer(Buffer.from(content), placeholders[index] ?? '', { mode, compress: !isStored });
  }
  zip.end();
  const bytes = await buffer(zip.outputStream);
  for (const [index, { name }] of entries.entries()) replaceAll(bytes, placeholders[index] ?? '', name);
  return bytes;
}

function replaceAll(bytes: Buffer, placeholder: string, name: string): void {
  for (let at = bytes.indexOf(placeholder); at >= 0; at = bytes.indexOf(placeholder, at + 1))
    bytes.write(name, at);
}

/** Where the central directory of an archive begins, and each of its entries. */
export function directoryEntries(zip: Buffer): readonly number[] {
  const found: number[] = [];
  for (let at = zip.indexOf('PK\x01\x02'); at >= 0; at = zip.indexOf('PK\x01\x02', at + 1)) found.push(at);
  return found;
}
