import { gb18030Bytes } from '../day/gb18030.ts';
import type { Mutant, Mutators } from './mutant.ts';

function changeBytes(mutant: Mutant, change: (bytes: Buffer) => Buffer): void {
  mutant.byteChanges.push(change);
}

/** Changes bytes from a random place on. */
function atPlace(mutant: Mutant, change: (bytes: Buffer, at: number) => Buffer): void {
  const share = mutant.random.between(0, 1_000_000) / 1_000_001;
  changeBytes(mutant, (bytes) => change(bytes, Math.floor(share * bytes.length)));
}

const without = (bytes: Buffer, at: number, count: number): Buffer =>
  Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + count)]);
const withMore = (bytes: Buffer, at: number, more: Uint8Array): Buffer =>
  Buffer.concat([bytes.subarray(0, at), more, bytes.subarray(at)]);
const set = (bytes: Buffer, at: number, value: number): Buffer => {
  const copy = Buffer.from(bytes);
  copy[at] = value;
  return copy;
};
const recode = (bytes: Buffer, text: (bytes: Buffer) => string, to: (text: string) => Buffer): Buffer => {
  try {
    return to(text(bytes));
  } catch {
    return bytes;
  }
};

/** Bytes as lines, disks and other programs damage them. */
export const byteMutators: Mutators = {
  'cut off': (mutant) => atPlace(mutant, (bytes, at) => bytes.subarray(0, at)),
  'cut off near the end': (mutant) => {
    const lost = mutant.random.between(1, 12);
    changeBytes(mutant, (bytes) => bytes.subarray(0, Math.max(0, bytes.length - lost)));
  },
  'a bit turned': (mutant) => {
    const bit = 1 << mutant.random.between(0, 7);
    atPlace(mutant, (bytes, at) => set(bytes, at, (bytes[at] ?? 0) ^ bit));
  },
  'a byte replaced': (mutant) => {
    const value = mutant.random.between(0, 255);
    atPlace(mutant, (bytes, at) => set(bytes, at, value));
  },
  'a byte lost': (mutant) => atPlace(mutant, (bytes, at) => without(bytes, at, 1)),
  'a byte more': (mutant) => {
    const value = mutant.random.between(0, 255);
    atPlace(mutant, (bytes, at) => withMore(bytes, at, Uint8Array.of(value)));
  },
  'a block lost': (mutant) => {
    const count = mutant.random.between(2, 200);
    atPlace(mutant, (bytes, at) => without(bytes, at, count));
  },
  'a block twice': (mutant) => {
    const count = mutant.random.between(2, 200);
    atPlace(mutant, (bytes, at) => withMore(bytes, at, bytes.subarray(at, at + count)));
  },
  'a block of zeros': (mutant) => {
    const count = mutant.random.between(1, 64);
    atPlace(mutant, (bytes, at) => Buffer.from(bytes).fill(0, at, Math.min(bytes.length, at + count)));
  },
  'two blocks exchanged': (mutant) =>
    atPlace(mutant, (bytes, at) => Buffer.concat([bytes.subarray(at), bytes.subarray(0, at)])),
  'line ends turned': (mutant) =>
    changeBytes(mutant, (bytes) => {
      const text = bytes.toString('latin1');
      return Buffer.from(
        text.includes('\r\n') ? text.replaceAll('\r\n', '\n') : text.replaceAll('\n', '\r\n'),
        'latin1',
      );
    }),
  'line ends of old Macs': (mutant) =>
    changeBytes(mutant, (bytes) =>
      Buffer.from(bytes.toString('latin1').replaceAll(/\r?\n/g, '\r'), 'latin1'),
    ),
  'a mark put in front': (mutant) =>
    changeBytes(mutant, (bytes) => Buffer.concat([Buffer.from('\ufeff'), bytes])),
  'as GB18030': (mutant) =>
    mutant.draft.style.encoding === 'utf-8' &&
    changeBytes(mutant, (bytes) =>
      recode(bytes, (all) => all.toString('utf8').replace('\ufeff', ''), gb18030Bytes),
    ),
  'as UTF-8': (mutant) =>
    mutant.draft.style.encoding === 'gb18030' &&
    changeBytes(mutant, (bytes) =>
      recode(
        bytes,
        (all) => new TextDecoder('gb18030').decode(all),
        (text) => Buffer.from(text),
      ),
    ),
  'as UTF-16': (mutant) =>
    changeBytes(mutant, (bytes) => Buffer.from(`\ufeff${bytes.toString('latin1')}`, 'utf16le')),
  'taken for Latin-1 and written as UTF-8': (mutant) =>
    changeBytes(mutant, (bytes) => Buffer.from(bytes.toString('latin1'), 'utf8')),
  'decoded with replacements': (mutant) =>
    changeBytes(mutant, (bytes) => Buffer.from(new TextDecoder('utf-8').decode(bytes), 'utf8')),
};
