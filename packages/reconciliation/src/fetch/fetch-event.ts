import type { FetchError } from '@alipay-intl/core/errors';
import type { FetchedState, SkipReason } from './fetch-report.ts';

/**
 * What happens while statements are fetched. Holds no credentials; names are those of the server, made printable. Files are fetched
 * beside one another, but what happens to one is told when all before it are over.
 */
export type FetchEvent =
  | { readonly type: 'connecting' | 'connected'; readonly server: string }
  | {
      /** A connection fault; the work is repeated after the wait. */
      readonly type: 'waiting';
      readonly waitMs: number;
      readonly failures: number;
      readonly error: FetchError;
    }
  | { readonly type: 'listed'; readonly directory: string; readonly entries: number | undefined }
  | {
      readonly type: 'receiving';
      readonly name: string;
      readonly bytes: number;
      /** Where an earlier download of the same file ended, else 0. */
      readonly fromByte: number;
    }
  | {
      /** At most one for each hundredth of a file. */
      readonly type: 'progress';
      readonly name: string;
      readonly bytes: number;
      readonly receivedBytes: number;
    }
  | { readonly type: FetchedState; readonly name: string; readonly path: string; readonly bytes: number }
  | { readonly type: 'skipped'; readonly name: string; readonly reason: SkipReason };
