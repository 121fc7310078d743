import { withFeed } from './reading.ts';
import type { StatementSource } from './source.ts';

/**
 * Tells UTF-8 with damage from another encoding: in the first most letters outside ASCII are still good, in text of
 * GB18030 almost none is.
 */
export function isDamagedUtf8(source: StatementSource, signal: AbortSignal | undefined): Promise<boolean> {
  return withFeed(source, signal, async (feed) => {
    const decoder = new TextDecoder('utf-8', { fatal: false });
    const chunk = Buffer.allocUnsafe(1 << 18);
    let good = 0;
    let bad = 0;
    for (;;) {
      const length = await feed.read(chunk, 0, chunk.length);
      const text = decoder.decode(chunk.subarray(0, length), { stream: length > 0 });
      const damage = count(text, /\ufffd/g);
      bad += damage;
      good += count(text, /\P{ASCII}/gu) - damage;
      if (length === 0) return good > bad;
    }
  });
}

function count(text: string, letters: RegExp): number {
  return text.match(letters)?.length ?? 0;
}
