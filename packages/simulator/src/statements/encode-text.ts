let gb18030Bytes: ReadonlyMap<string, number> | undefined;

/** Encodes text; what two bytes of GB18030 cannot say becomes a question mark. */
export function encodeText(text: string, encoding: 'utf-8' | 'gb18030'): Buffer {
  if (encoding === 'utf-8') return Buffer.from(text, 'utf8');
  gb18030Bytes ??= readPairs();
  const table = gb18030Bytes;
  return Buffer.from([...text].flatMap((character) => bytesOf(table, character)));
}

function bytesOf(table: ReadonlyMap<string, number>, character: string): readonly number[] {
  if (character < '\x80') return [character.charCodeAt(0)];
  const pair = table.get(character);
  return pair === undefined ? [0x3f] : [pair >>> 8, pair & 0xff];
}

/** Node decodes this encoding and does not write it, so the table is read off the decoder. */
function readPairs(): ReadonlyMap<string, number> {
  const decoder = new TextDecoder('gb18030');
  const pairs = new Map<string, number>();
  for (let first = 0x81; first <= 0xfe; first += 1) {
    for (let second = 0x40; second <= 0xfe; second += 1) {
      const character = decoder.decode(Uint8Array.of(first, second));
      if ([...character].length === 1 && character !== '\ufffd') pairs.set(character, first * 256 + second);
    }
  }
  return pairs;
}
