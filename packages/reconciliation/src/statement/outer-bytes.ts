/** Where a cell begins behind its blanks, tabs, no-break spaces and byte order marks. */
export function skipOuter(bytes: Buffer, from: number, end: number): number {
  let start = from;
  while (start < end) {
    const byte = bytes[start];
    if (byte === 0x20 || byte === 0x09) start++;
    else if (byte === 0xc2 && bytes[start + 1] === 0xa0) start += 2;
    else if (byte === 0xef && bytes[start + 1] === 0xbb && bytes[start + 2] === 0xbf) start += 3;
    else break;
  }
  return start;
}

/** Where a cell ends before them. */
export function dropOuter(bytes: Buffer, start: number, to: number): number {
  let end = to;
  while (end > start) {
    const byte = bytes[end - 1];
    if (byte === 0x20 || byte === 0x09) end--;
    else if (byte === 0xa0 && bytes[end - 2] === 0xc2 && end - 2 >= start) end -= 2;
    else if (byte === 0xbf && bytes[end - 2] === 0xbb && bytes[end - 3] === 0xef && end - 3 >= start)
      end -= 3;
    else break;
  }
  return end;
}
