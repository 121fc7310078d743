import { withFeed } from './reading.ts';
import type { StatementSource } from './source.ts';

/** What bytes that are not UTF-8 throughout may be: UTF-8 with damage, another encoding, or either. */
export type Utf8Guess = 'damaged' | 'other' | 'either';

/**
 * Tells UTF-8 with damage from another encoding: in the first most letters outside ASCII are still good, in text of
 * GB18030 few are. Those few have two bytes, as letters of GB18030 have, and Chinese in UTF-8 has three.
 */
export function guessUtf8(source: StatementSource, signal: AbortSignal | undefined): Promise<Utf8Guess> {
  return withFeed(source, signal, async (feed) => {
    const decoder = new TextDecoder('utf-8', { fatal: false });
    const chunk = Buffer.allocUnsafe(1 << 18);
    let short = 0;
    let long = 0;
    let bad = 0;
    for (;;) {
      const length = await feed.read(chunk, 0, chunk.length);
      const text = decoder.decode(chunk.subarray(0, length), { stream: length > 0 });
      const damage = count(text, /\ufffd/g);
      bad += damage;
      short += count(text, /[\u0080-\u07ff]/g);
      long += count(text, /[^\0-\u07ff]/gu) - damage;
      if (length > 0) continue;
      if (short + long <= bad) return 'other';
      return long > 0 ? 'damaged' : 'either';
    }
  });
}

function count(text: string, letters: RegExp): number {
  return text.match(letters)?.length ?? 0;
}
