import type { FetchEvent } from './fetch-event.ts';

/** Tells how far a file is, at most once for each hundredth of it. */
export function progressTeller(
  name: string,
  bytes: number,
  tell: (event: FetchEvent) => void,
): (receivedBytes: number, isBeginning: boolean) => void {
  let told = 0;
  return (receivedBytes, isBeginning) => {
    if (isBeginning) {
      told = receivedBytes;
      return tell({ type: 'receiving', name, bytes, fromByte: receivedBytes });
    }
    if (receivedBytes < bytes && receivedBytes - told < bytes / 100) return;
    told = receivedBytes;
    tell({ type: 'progress', name, bytes, receivedBytes });
  };
}
