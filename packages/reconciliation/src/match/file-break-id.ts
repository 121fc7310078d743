import { createHash } from 'node:crypto';

/** The id of a break about a file or a batch; made as those of breaks about rows are. */
export function fileBreakId(parts: readonly (string | number | null)[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 20);
}
