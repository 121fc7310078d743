import { posix } from 'node:path';
import type { Attributes, FileEntry, SFTPWrapper } from 'ssh2';
import type { StatementFaultName, StatementFaults } from '../statements/statement-fault.ts';
import type { ShelfFile } from '../statements/statement-shelf.ts';
import type { FileTree, TreeNode } from './file-tree.ts';

/** What one SFTP session works with. */
export interface SessionParts {
  readonly tree: FileTree;
  readonly faults: StatementFaults;
  /** Cuts the connection without a word. */
  readonly cut: () => void;
}

/** Codes of the protocol's answers. */
const status = { ok: 0, eof: 1, noSuchFile: 2, permissionDenied: 3, failure: 4 } as const;
const readFlag = 1;
/** Largest piece that is read at once, in bytes. */
const pieceMax = 255 * 1024;

interface OpenFile {
  readonly file: ShelfFile;
  readonly fault: StatementFaultName | undefined;
}

/** Entries of a directory that have not been told yet. */
interface OpenDirectory {
  unread: readonly TreeNode[];
}

/** The handles that one session has open. */
interface Handles<T> {
  open(value: T): Buffer;
  find(handle: Buffer): T | undefined;
  close(handle: Buffer): boolean;
}

/** Answers the requests of one SFTP session; nothing can be written. */
export function serveSftpSession(sftp: SFTPWrapper, parts: SessionParts): void {
  serveLooks(sftp, parts);
  serveOpened(sftp, parts);
  // A client that has said its last word waits for the server to close, as OpenSSH's does.
  sftp.on('end', () => sftp.end());
  const refuse = (requestId: number): void => sftp.status(requestId, status.permissionDenied);
  for (const name of ['WRITE', 'FSETSTAT', 'SETSTAT', 'REMOVE', 'RMDIR', 'MKDIR', 'RENAME', 'SYMLINK']) {
    sftp.on(name, refuse);
  }
}

function serveLooks(sftp: SFTPWrapper, { tree }: SessionParts): void {
  const tellAttributes = (requestId: number, path: string): void => {
    const node = tree.look(absolute(path));
    if (node === undefined) sftp.status(requestId, status.noSuchFile);
    else sftp.attrs(requestId, attributesOf(node));
  };
  sftp.on('STAT', tellAttributes);
  sftp.on('LSTAT', tellAttributes);
  sftp.on('REALPATH', (requestId, path) => {
    const filename = absolute(path);
    const node = { name: filename, isDirectory: true, size: 0, modifiedMs: 0 };
    sftp.name(requestId, [{ filename, longname: filename, attrs: attributesOf(node) }]);
  });
}

function serveOpened(sftp: SFTPWrapper, parts: SessionParts): void {
  const { tree, faults } = parts;
  const handles = createHandles<OpenFile | OpenDirectory>();
  sftp.on('OPEN', (requestId, path, flags) => {
    const file = tree.file(absolute(path));
    if (flags !== readFlag) sftp.status(requestId, status.permissionDenied);
    else if (file === undefined) sftp.status(requestId, status.noSuchFile);
    else sftp.handle(requestId, handles.open({ file, fault: faults.take('read', file.path) }));
  });
  sftp.on('OPENDIR', (requestId, path) => {
    const unread = tree.list(absolute(path));
    if (unread === undefined) sftp.status(requestId, status.noSuchFile);
    else sftp.handle(requestId, handles.open({ unread }));
  });
  sftp.on('READDIR', (requestId, handle) => {
    const opened = handles.find(handle);
    if (opened === undefined || !('unread' in opened)) sftp.status(requestId, status.failure);
    else if (opened.unread.length === 0) sftp.status(requestId, status.eof);
    else {
      sftp.name(requestId, opened.unread.map(toFileEntry));
      opened.unread = [];
    }
  });
  sftp.on('FSTAT', (requestId, handle) => {
    const opened = handles.find(handle);
    const node = opened !== undefined && 'file' in opened ? tree.nodeOf(opened.file) : undefined;
    if (node === undefined) sftp.status(requestId, status.failure);
    else sftp.attrs(requestId, attributesOf(node));
  });
  sftp.on('READ', (requestId, handle, offset, length) => {
    const opened = handles.find(handle);
    if (opened === undefined || !('file' in opened)) sftp.status(requestId, status.failure);
    else answerRead(sftp, parts, opened, { requestId, offset, length });
  });
  sftp.on('CLOSE', (requestId, handle) => {
    sftp.status(requestId, handles.close(handle) ? status.ok : status.failure);
  });
}

interface ReadRequest {
  readonly requestId: number;
  readonly offset: number;
  readonly length: number;
}

/** A fault of the reading lets the first half through and strikes at the first request for what lies behind it. */
function answerRead(
  sftp: SFTPWrapper,
  { tree, cut }: SessionParts,
  { file, fault }: OpenFile,
  { requestId, offset, length }: ReadRequest,
): void {
  const { size } = tree.nodeOf(file);
  const limit = fault === undefined ? size : Math.floor(size / 2);
  if (offset < limit) {
    const end = Math.min(offset + Math.min(length, pieceMax), limit);
    sftp.data(requestId, file.bytes.subarray(offset, end));
  } else if (fault === undefined) sftp.status(requestId, status.eof);
  else if (fault === 'disconnect-file') cut();
}

function createHandles<T>(): Handles<T> {
  const opened = new Map<number, T>();
  let count = 0;
  const numberOf = (handle: Buffer): number => (handle.length === 4 ? handle.readUInt32BE() : -1);
  return {
    open: (value) => {
      count += 1;
      opened.set(count, value);
      const handle = Buffer.alloc(4);
      handle.writeUInt32BE(count);
      return handle;
    },
    find: (handle) => opened.get(numberOf(handle)),
    close: (handle) => opened.delete(numberOf(handle)),
  };
}

function absolute(path: string): string {
  return posix.resolve('/', path);
}

function attributesOf({ isDirectory, size, modifiedMs }: TreeNode): Attributes {
  const seconds = Math.floor(modifiedMs / 1000);
  return { mode: isDirectory ? 0o040_555 : 0o100_444, uid: 0, gid: 0, size, atime: seconds, mtime: seconds };
}

function toFileEntry(node: TreeNode): FileEntry {
  const kind = node.isDirectory ? 'dr-xr-xr-x' : '-r--r--r--';
  const time = new Date(node.modifiedMs).toUTCString().slice(5, 16);
  const longname = `${kind} 1 alipay alipay ${node.size} ${time} ${node.name}`;
  return { filename: node.name, longname, attrs: attributesOf(node) };
}
