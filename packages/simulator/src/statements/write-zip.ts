import { buffer } from 'node:stream/consumers';

/** A file inside an archive. */
export interface ArchiveEntry {
  readonly name: string;
  readonly bytes: Buffer;
}

/** Writes a zip of files that all carry one moment, so that the same files give the same bytes on every machine. */
export async function writeZip(entries: readonly ArchiveEntry[], modifiedMs: number): Promise<Buffer> {
  // Few simulators write archives, so that the start of the others does not wait for the library.
  const { ZipFile } = await import('yazl');
  const archive = new ZipFile();
  for (const { name, bytes } of entries) {
    archive.addBuffer(bytes, name, { mtime: new Date(modifiedMs), mode: 0o100_644 });
  }
  archive.end();
  return await buffer(archive.outputStream);
}
