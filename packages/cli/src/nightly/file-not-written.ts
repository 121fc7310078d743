import { FetchError } from '@alipay-intl/core/errors';

/** The local disk did not take a file. */
export function fileNotWritten(file: string, cause: unknown): FetchError {
  return new FetchError('ERR_FILE_WRITE', {
    what: `The file ${file} could not be written.`,
    money: 'What was reconciled stays as it is.',
    next: 'Look at the disk and the rights of the folder, and run the command again.',
    file,
    cause,
  });
}
