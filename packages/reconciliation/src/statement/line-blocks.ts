import { isUtf8 } from 'node:buffer';
import { createHash, type Hash } from 'node:crypto';
import { foreignFormat } from './foreign-format.ts';
import type { ByteFeed } from './source.ts';

/** How the text of a statement file is encoded. */
export type StatementEncoding = 'utf-8' | 'gb18030';

/** What a block was found to be: whole lines, the end, or bytes that cannot be read. */
export type BlockState = 'lines' | 'end' | 'foreign' | 'not-text' | 'line-too-long' | 'changed';

const blockBytes = 1 << 20;

/** The digests of a file as it was read: of all its bytes, and of what had been read after each block. */
export interface FileDigest {
  readonly sha256: string;
  readonly bytes: number;
  readonly prefixes: readonly string[];
}

export interface LineBlocksOptions {
  readonly encoding: StatementEncoding;
  readonly lineBytesMax: number;
  /** The digests of an earlier reading: a block that differs is not handed out. */
  readonly expected?: FileDigest | undefined;
}

/**
 * Cuts a feed into blocks of whole lines, as UTF-8 in one buffer that is used again and again, so that memory does not
 * grow with the file. Hashes the raw bytes on the way.
 */
export class LineBlocks {
  /** The lines are `bytes[start]` up to `bytes[end - 1]`, which is a line feed. */
  bytes: Buffer;
  start: number = 0;
  end: number = 0;
  /** No block follows the present one. */
  isLast: boolean = false;
  /** What the bytes are instead of a statement, where they are `foreign`. */
  foreign: string | undefined;
  /** The file's last line has no line end of its own. */
  lastLineIsOpen: boolean = false;
  readonly #feed: ByteFeed;
  readonly #options: LineBlocksOptions;
  readonly #hash: Hash = createHash('sha256');
  readonly #prefixes: string[] = [];
  readonly #raw: Buffer | undefined;
  readonly #decoder: InstanceType<typeof TextDecoder> | undefined;
  #filled = 0;
  #rawBytes = 0;

  constructor(feed: ByteFeed, options: LineBlocksOptions) {
    this.#feed = feed;
    this.#options = options;
    const isDecoded = options.encoding === 'gb18030';
    // A byte of another encoding becomes at most three of UTF-8.
    const textBytes = isDecoded ? 3 * blockBytes : blockBytes;
    this.bytes = Buffer.allocUnsafe(textBytes + 2 * options.lineBytesMax + 4);
    this.#raw = isDecoded ? Buffer.allocUnsafe(blockBytes) : undefined;
    this.#decoder = isDecoded ? new TextDecoder('gb18030', { fatal: true, ignoreBOM: true }) : undefined;
  }

  /** Digests of everything read; only after the last block. */
  digest(): FileDigest {
    return {
      sha256: this.#prefixes.at(-1) ?? createHash('sha256').digest('hex'),
      bytes: this.#rawBytes,
      prefixes: this.#prefixes,
    };
  }

  /** Loads the next whole lines behind `start`, which the caller has moved to the first byte that it still needs. */
  async fill(): Promise<BlockState> {
    if (this.isLast) return this.start < this.end ? 'lines' : 'end';
    const checked = this.end - this.start;
    const kept = this.#filled - this.start;
    this.bytes.copyWithin(0, this.start, this.#filled);
    this.start = 0;
    this.#filled = kept;
    const state = await this.#readBlock();
    if (state !== 'lines') return state;
    return this.#cutLines(checked);
  }

  async #readBlock(): Promise<BlockState> {
    const target = this.#raw ?? this.bytes;
    const offset = this.#raw === undefined ? this.#filled : 0;
    const length = await this.#readRaw(target, offset);
    const raw = target.subarray(offset, offset + length);
    if (!this.#isAsExpected(raw)) return 'changed';
    this.foreign = this.#prefixes.length === 1 ? foreignFormat(raw) : undefined;
    if (this.foreign !== undefined) return 'foreign';
    if (this.#raw === undefined) {
      const skipped = this.#prefixes.length === 1 ? byteOrderMarkLength(raw) : 0;
      this.#filled += length;
      this.start += skipped;
      return 'lines';
    }
    return this.#decode(raw);
  }

  /** Fills a whole block where the file has so much, so that blocks end at the same bytes in every reading. */
  async #readRaw(target: Buffer, offset: number): Promise<number> {
    let length = 0;
    while (length < blockBytes) {
      const read = await this.#feed.read(target, offset + length, blockBytes - length);
      if (read === 0) {
        this.isLast = true;
        break;
      }
      length += read;
    }
    this.#rawBytes += length;
    return length;
  }

  #isAsExpected(raw: Buffer): boolean {
    const prefix = this.#hash.update(raw).copy().digest('hex');
    const { expected } = this.#options;
    const isSame = expected === undefined || expected.prefixes[this.#prefixes.length] === prefix;
    this.#prefixes.push(prefix);
    return isSame;
  }

  #decode(raw: Buffer): BlockState {
    try {
      const text = this.#decoder?.decode(raw, { stream: !this.isLast }) ?? '';
      this.#filled += this.bytes.write(text, this.#filled, 'utf8');
      return 'lines';
    } catch {
      return 'not-text';
    }
  }

  #cutLines(checked: number): BlockState {
    if (this.isLast && this.#filled > this.start && this.bytes[this.#filled - 1] !== lineFeed) {
      this.bytes[this.#filled++] = lineFeed;
      this.lastLineIsOpen = true;
    }
    const unchecked = this.start + checked;
    const last = this.#filled === unchecked ? -1 : this.bytes.lastIndexOf(lineFeed, this.#filled - 1);
    this.end = Math.max(last + 1, unchecked);
    if (!isUtf8(this.bytes.subarray(unchecked, this.end))) return 'not-text';
    if (this.#filled - this.end > this.#options.lineBytesMax) return 'line-too-long';
    if (this.isLast) return this.start < this.end ? 'lines' : 'end';
    return 'lines';
  }
}

const lineFeed = 0x0a;

function byteOrderMarkLength(raw: Buffer): number {
  return raw[0] === 0xef && raw[1] === 0xbb && raw[2] === 0xbf ? 3 : 0;
}
