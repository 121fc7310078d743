import { FetchError } from '@alipay-intl/core/errors';
import { codeOf, fetchFault } from './fetch-fault.ts';

const reasons: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the quota is used up',
  EACCES: 'it is not allowed',
  EPERM: 'it is not allowed, or the file system has no hard links',
  EROFS: 'the file system is read-only',
  ELOOP: 'there is a link in its place',
  EIO: 'the disk failed',
};

/** What a file operation threw, as a FetchError `ERR_FILE_WRITE`. An error of this library is handed back as it is. */
export function fileFault(path: string, error: unknown): FetchError {
  if (error instanceof FetchError) return error;
  const code = codeOf(error) ?? '?';
  const what = `${path} could not be written: ${reasons[code] ?? 'the file system failed'} (${code}).`;
  return fetchFault('ERR_FILE_WRITE', what, { file: path }, error);
}

/** Something else is where a file or a folder of ours belongs. */
export function wrongPlace(path: string, expected: 'file' | 'folder'): FetchError {
  const what = `${path} is not a ${expected} of its own: a link or another thing is in its place.`;
  return fetchFault('ERR_FILE_WRITE', what, { file: path });
}

/** Runs file operations and says what is wrong with the disk as a FetchError `ERR_FILE_WRITE`. */
export async function onDisk<Result>(path: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw fileFault(path, error);
  }
}
