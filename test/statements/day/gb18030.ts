let pairs: ReadonlyMap<string, readonly [number, number]> | undefined;

/** Encodes text; Node can only decode GB18030, so its two-byte letters are turned round once. */
export function gb18030Bytes(text: string): Buffer {
  pairs ??= decodedPairs();
  const bytes: number[] = [];
  for (const letter of text) {
    const pair = pairs.get(letter);
    if (letter.charCodeAt(0) < 0x80) bytes.push(letter.charCodeAt(0));
    else if (pair !== undefined) bytes.push(...pair);
    else throw new Error(`${letter} has no two bytes in GB18030`);
  }
  return Buffer.from(bytes);
}

function decodedPairs(): Map<string, readonly [number, number]> {
  const decoder = new TextDecoder('gb18030', { fatal: true });
  const found = new Map<string, readonly [number, number]>();
  for (let lead = 0x81; lead <= 0xfe; lead += 1) {
    for (let trail = 0x40; trail <= 0xfe; trail += 1) {
      if (trail !== 0x7f) found.set(decoder.decode(Uint8Array.of(lead, trail)), [lead, trail]);
    }
  }
  return found;
}
