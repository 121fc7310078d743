import { createPublicKey } from 'node:crypto';
import type { Random } from '../../../trial/random.ts';
import { publicKeyText } from '../../support/sender.ts';
import { changeHeader, type Mutant, type Mutators } from '../mutant.ts';

const encoded = /((?:^|[,\s])signature=)([^,]*)/;
const inEnvelope = /("signature":")([A-Za-z0-9+/=]*)(")/;
const percent = (base64: string): string => encodeURIComponent(base64);

/** Changes the base64 of the signature, wherever the family has it; `encode` only applies to v1. */
function changeSignature(mutant: Mutant, change: (base64: string) => string, encode = percent): boolean {
  const inHeader = changeHeader(mutant, 'signature', (header) =>
    header.replace(encoded, (_all, name: string, value: string) => name + encode(change(decode(value)))),
  );
  if (inHeader) return true;
  const text = mutant.body.toString('latin1');
  if (!inEnvelope.test(text)) return false;
  const replaced = text.replace(
    inEnvelope,
    (_all, name: string, value: string, end: string) => name + change(value) + end,
  );
  mutant.body = Buffer.from(replaced, 'latin1');
  return true;
}

const decode = (text: string): string =>
  text.replace(/%2b/gi, '+').replace(/%2f/gi, '/').replace(/%3d/gi, '=');

const changeBytes = (mutant: Mutant, change: (bytes: Buffer) => Buffer): boolean =>
  changeSignature(mutant, (base64) => change(Buffer.from(base64, 'base64')).toString('base64'));

const asIs = (text: string): string => text;
const modulus = BigInt(
  `0x${Buffer.from(createPublicKey(publicKeyText('1')).export({ format: 'jwk' }).n ?? '', 'base64url').toString('hex')}`,
);
const numberOf = (bytes: Buffer): bigint => BigInt(`0x0${bytes.toString('hex')}`);
const bytesOf = (number: bigint): Buffer => {
  const hex = number.toString(16);
  return Buffer.from(hex.padStart(Math.max(512, hex.length + (hex.length % 2)), '0'), 'hex');
};

const changePair = (mutant: Mutant, name: string, value: string): boolean =>
  changeHeader(mutant, 'signature', (header) =>
    header.replace(new RegExp(`${name}=[^,]*`), `${name}=${value}`),
  );

const algorithms = [
  'none',
  'RSA512',
  'rsa256',
  'RSA1',
  'HS256',
  'ECC224',
  '',
  'RSA256 ',
  'RSA2',
  'RSA256;',
  '%52SA256',
] as const;
const versions = [
  '0',
  '1',
  '2',
  '3',
  '',
  ' ',
  '1;2',
  '__proto__',
  'constructor',
  '1 ',
  '01',
  '-1',
  'x'.repeat(33),
] as const;

function somewhere(text: string, random: Random, put: string): string {
  const at = random.between(0, text.length);
  return text.slice(0, at) + put + text.slice(at);
}

/** Changes of the signature's spelling, and of its bytes. */
export const signatureMutators: Mutators = {
  'other algorithm': (mutant, random) => changePair(mutant, 'algorithm', random.pick(algorithms)),
  'other key version': (mutant, random) => changePair(mutant, 'keyVersion', random.pick(versions)),
  'no key version': (mutant) =>
    changeHeader(mutant, 'signature', (text) => text.replace(/keyVersion=[^,]*,/, '')),
  'other order of pairs': (mutant) =>
    changeHeader(mutant, 'signature', (text) => text.split(',').toReversed().join(',')),
  'blanks between pairs': (mutant, random) =>
    changeHeader(mutant, 'signature', (text) =>
      text.replaceAll(',', random.pick([', ', ' ,', ',\t', ' , '])),
    ),
  'further pair': (mutant, random) =>
    changeHeader(
      mutant,
      'signature',
      (text) => text + random.pick([',x=1', ',alg=none', ', v=', ',=', ',x', ',', ',Signature=x']),
    ),
  'pair twice': (mutant, random) =>
    changeHeader(mutant, 'signature', (text) => {
      const pair = random.pick([
        'algorithm=RSA256',
        'keyVersion=1',
        'signature=',
        'signature=AAAA',
        'algorithm=none',
      ]);
      return random.chance(0.5) ? `${text},${pair}` : `${pair},${text}`;
    }),
  'key version and signature swapped': (mutant) =>
    changeHeader(mutant, 'signature', (text) =>
      text.replace(/keyVersion=([^,]*),signature=([^,]*)/, 'keyVersion=$2,signature=$1'),
    ),
  'not encoded': (mutant) => changeSignature(mutant, asIs, asIs),
  'encoded in small letters': (mutant) =>
    changeSignature(mutant, asIs, (base64) => percent(base64).replace(/%../g, (one) => one.toLowerCase())),
  'encoded in part': (mutant, random) =>
    changeSignature(mutant, asIs, (base64) => {
      const letter = random.pick(['+', '/', '=']);
      return base64.replaceAll(letter, percent(letter));
    }),
  'encoded twice': (mutant) => changeSignature(mutant, asIs, (base64) => percent(percent(base64))),
  'letters encoded': (mutant, random) =>
    changeSignature(mutant, asIs, (base64) =>
      percent(base64).replace(random.pick(['A', 'b', '7']), (one) => `%${one.charCodeAt(0).toString(16)}`),
    ),
  'broken percent sign': (mutant, random) =>
    changeSignature(mutant, asIs, (base64) =>
      somewhere(percent(base64), random, random.pick(['%', '%zz', '%E0%A4%A', '%2'])),
    ),
  'blanks for plus': (mutant) => changeSignature(mutant, (text) => text.replaceAll('+', ' '), asIs),
  'URL-safe letters': (mutant) =>
    changeSignature(mutant, (text) => text.replaceAll('+', '-').replaceAll('/', '_')),
  'no padding': (mutant) => changeSignature(mutant, (text) => text.replaceAll('=', '')),
  'more padding': (mutant) => changeSignature(mutant, (text) => `${text}=`),
  'junk between letters': (mutant, random) =>
    changeSignature(
      mutant,
      (text) => somewhere(text, random, random.pick(['\n', ' ', '.', '\r\n', '!', '=', '\\n', '-'])),
      asIs,
    ),
  'surplus bits': (mutant) =>
    changeSignature(mutant, (text) =>
      text.replace(
        /(.)(=+)$/,
        (_all, last: string, end: string) => String.fromCharCode(last.charCodeAt(0) + 1) + end,
      ),
    ),
  'base64 twice': (mutant) => changeSignature(mutant, (text) => Buffer.from(text).toString('base64')),
  hexadecimal: (mutant) => changeSignature(mutant, (text) => Buffer.from(text, 'base64').toString('hex')),
  empty: (mutant) => changeSignature(mutant, () => ''),
  'prefix of the text': (mutant, random) =>
    changeSignature(mutant, (text) => text.slice(0, 4 * random.between(0, text.length / 4 - 1))),
  'prefix of the bytes': (mutant, random) =>
    changeBytes(mutant, (bytes) => bytes.subarray(0, random.between(0, bytes.length - 1))),
  'trailing bytes': (mutant, random) =>
    changeBytes(mutant, (bytes) =>
      Buffer.concat([bytes, Buffer.alloc(random.between(1, 256), random.between(0, 255))]),
    ),
  'leading zeros': (mutant, random) =>
    changeBytes(mutant, (bytes) => Buffer.concat([Buffer.alloc(random.between(1, 4)), bytes])),
  'flip a bit': (mutant, random) =>
    changeBytes(mutant, (bytes) => {
      const copy = Buffer.from(bytes);
      const at = random.between(0, Math.max(0, copy.length - 1));
      copy[at] = (copy[at] ?? 0) ^ (1 << random.between(0, 7));
      return copy;
    }),
  'other byte order': (mutant) => changeBytes(mutant, (bytes) => Buffer.from(bytes.toReversed())),
  'all bytes alike': (mutant, random) =>
    changeBytes(mutant, () => Buffer.alloc(256, random.pick([0, 1, 255]))),
  'plus the modulus': (mutant) => changeBytes(mutant, (bytes) => bytesOf(numberOf(bytes) + modulus)),
  'modulus less it': (mutant) =>
    changeBytes(mutant, (bytes) => bytesOf((modulus - (numberOf(bytes) % modulus)) % modulus)),
  'text that is no ASCII': (mutant) => changeSignature(mutant, (text) => text.replace(/./g, 'é'), asIs),
};
