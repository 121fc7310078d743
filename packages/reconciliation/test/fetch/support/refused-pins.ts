import { hashedName, type TestHostKey } from './host-keys.ts';

/** What a pin is made for. */
export interface PinnedPlace {
  readonly port: number;
  /** The key that the server has. */
  readonly own: TestHostKey;
  /** A key of the same type that it does not have. */
  readonly other: TestHostKey;
  /** A key of another type that it does not have. */
  readonly otherType: TestHostKey;
}

/** A pin that must not let anybody log in, as a caller may pass it, with its name. */
export type RefusedPins = Readonly<Record<string, unknown>>;

/** Pins that pin nothing, whatever key the server has. */
export const emptyPins: RefusedPins = {
  none: undefined,
  null: null,
  false: false,
  true: true,
  'an empty text': '',
  'an empty object': {},
  'a function that takes all': () => true,
  'a verifier': { hostVerifier: () => true },
  'a switch': { strictHostKeyChecking: false },
  'no fingerprint': { fingerprints: [] },
  'no fingerprint but types': { fingerprints: [], types: ['ssh-ed25519'] },
  'an empty fingerprint': { fingerprints: [''] },
  'the algorithm alone': { fingerprints: ['SHA256:'] },
  'a pattern': { fingerprints: ['*'] },
  'a number': { fingerprints: [0] },
  'fingerprints undefined': { fingerprints: undefined },
  'known hosts undefined': { knownHosts: undefined },
  'known hosts null': { knownHosts: null },
  'empty known hosts': { knownHosts: '' },
  'known hosts of empty lines': { knownHosts: '\n\r\n \t\n' },
  'known hosts of a comment': { knownHosts: '# the key of the server' },
};

/** Pins made of the key of the server that nevertheless do not pin it; nothing may be connected. */
export function damagedPins({ port, own, otherType }: PinnedPlace): RefusedPins {
  const digest = own.fingerprint.slice('SHA256:'.length);
  const hex = Buffer.from(digest, 'base64').toString('hex');
  const md5 = hex.slice(0, 32).match(/../g)?.join(':') ?? '';
  const fingerprints = {
    'a bare fingerprint': own.fingerprint,
    'the whole key as fingerprint': [own.publicLine],
    MD5: [`MD5:${md5}`],
    'MD5 without its name': [md5],
    hex: [`SHA256:${hex}`],
    'no algorithm': [digest],
    'a small algorithm': [`sha256:${digest}`],
    'another algorithm': [`SHA512:${digest}`],
    'one character short': [own.fingerprint.slice(0, -1)],
    'one character long': [`${own.fingerprint}A`],
    padded: [`${own.fingerprint}=`],
    'url-safe': [`SHA256:-_${digest.slice(2)}`],
    'a space before': [` ${own.fingerprint}`],
    'a line end behind': [`${own.fingerprint}\n`],
    'a good one beside a bad one': [own.fingerprint, own.fingerprint.slice(0, -1)],
  };
  const [type = '', base64 = ''] = own.publicLine.split(' ');
  const name = `[127.0.0.1]:${port}`;
  const line = `${name} ${own.publicLine}`;
  const knownHosts = {
    'bytes instead of text': Buffer.from(line),
    'another host': `[127.0.0.2]:${port} ${own.publicLine}`,
    'another port': `[127.0.0.1]:${port + 1} ${own.publicLine}`,
    'no port': `127.0.0.1 ${own.publicLine}`,
    'the hash of another host': `${hashedName(`[127.0.0.2]:${port}`)} ${own.publicLine}`,
    'the hash without the port': `${hashedName('127.0.0.1')} ${own.publicLine}`,
    'a hash that is cut off': `${hashedName(name).slice(0, -3)} ${own.publicLine}`,
    'revoked alone': `@revoked ${line}`,
    'pinned and revoked': `${line}\n@revoked ${line}`,
    'pinned and revoked for all': `@revoked * ${own.publicLine}\n${line}`,
    'an authority': `@cert-authority ${line}`,
    'an unknown marker': `@trusted ${line}`,
    'behind a comment sign': `#${line}`,
    'a pattern that is negated': `*,!${name} ${own.publicLine}`,
    'the negation alone': `![127.0.0.2]:${port} ${own.publicLine}`,
    'a key that is cut off': `${name} ${type} ${base64.slice(0, -8)}`,
    'a key with a stray character': `${name} ${type} ${base64.slice(0, 40)}-${base64.slice(41)}`,
    'no key': `${name} ${type}`,
    'the type of another key': `${name} ${otherType.publicLine.split(' ')[0]} ${base64}`,
    'a type that is not accepted': `${name} ssh-dss ${base64}`,
  };
  return {
    ...namedBy('fingerprint: ', fingerprints, (value) => ({ fingerprints: value })),
    ...namedBy('known hosts: ', knownHosts, (value) => ({ knownHosts: value })),
    'types: none': { fingerprints: [own.fingerprint], types: [] },
    'types: unknown': { fingerprints: [own.fingerprint], types: ['ssh-dss'] },
  };
}

/** Pins of keys that the server does not have: it is connected, and must be left before a login. */
export function foreignPins({ port, own, other, otherType }: PinnedPlace): RefusedPins {
  const [type = ''] = own.publicLine.split(' ');
  const name = `[127.0.0.1]:${port}`;
  const changed = own.fingerprint.replace(/.$/, (last) => (last === 'A' ? 'E' : 'A'));
  const knownHosts = {
    'a rotated key': `${name} ${other.publicLine}`,
    'a key of another type': `${name} ${otherType.publicLine}`,
    'a rotated key by a hashed name': `${hashedName(name)} ${other.publicLine}`,
    'a rotated key by a pattern': `* ${other.publicLine}`,
    'its own key revoked beside a rotated one': `${name} ${other.publicLine}\n@revoked * ${own.publicLine}`,
    'its own key as an authority': `@cert-authority * ${own.publicLine}\n${name} ${other.publicLine}`,
    'its own key for another port': `[127.0.0.1]:${port + 1} ${own.publicLine}\n${name} ${other.publicLine}`,
  };
  const fingerprints = {
    'a rotated key': [other.fingerprint],
    'a key of another type': [otherType.fingerprint],
    'several other keys': [other.fingerprint, otherType.fingerprint],
    'its last character changed': [changed],
  };
  return {
    ...namedBy('fingerprint: ', fingerprints, (value) => ({ fingerprints: value })),
    'fingerprint: a rotated key of its type': { fingerprints: [other.fingerprint], types: [type] },
    ...namedBy('known hosts: ', knownHosts, (value) => ({ knownHosts: value })),
  };
}

function namedBy<Value>(
  prefix: string,
  values: Readonly<Record<string, Value>>,
  pinOf: (value: Value) => unknown,
): RefusedPins {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [`${prefix}${name}`, pinOf(value)]),
  );
}
