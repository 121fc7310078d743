import { createHmac } from 'node:crypto';
import { type HostKeyType, isHostKeyType, isWholeKey, typeOfKey } from './host-key-type.ts';
import { pinRefused } from './pin-refused.ts';

/** A key of a `known_hosts` line. */
export interface KnownKey {
  readonly type: HostKeyType;
  readonly key: Uint8Array;
}

/** What a `known_hosts` text says about one server. */
export interface KnownKeys {
  readonly trusted: readonly KnownKey[];
  readonly revoked: readonly KnownKey[];
}

interface KnownHostsLine extends KnownKey {
  readonly marker: string | undefined;
}

/**
 * Reads the lines of a `known_hosts` text that are about a server: plain, hashed and bracketed names, patterns and
 * `@revoked`. Certificate authorities and types that are not accepted are left out.
 *
 * @throws OptionError `ERR_OPTION_INVALID` naming a line about this server whose key is damaged.
 */
export function keysOfHost(text: string, host: string, port: number): KnownKeys {
  const name = port === 22 ? host.toLowerCase() : `[${host.toLowerCase()}]:${port}`;
  const lines = text.split(/\r?\n/).flatMap((line, index) => readLine(line, index + 1, name) ?? []);
  return {
    trusted: lines.filter(({ marker }) => marker === undefined),
    revoked: lines.filter(({ marker }) => marker === '@revoked'),
  };
}

function readLine(text: string, number: number, name: string): KnownHostsLine | undefined {
  const words = text.trim().split(/[ \t]+/);
  if (words[0] === '' || words[0]?.startsWith('#')) return undefined;
  const marker = words[0]?.startsWith('@') ? words.shift() : undefined;
  const [patterns = '', type = '', base64 = ''] = words;
  if (!matches(patterns, name) || !isHostKeyType(type)) return undefined;
  const key = Buffer.from(base64, 'base64');
  if (key.toString('base64') !== base64 || typeOfKey(key) !== type || !isWholeKey(key)) {
    throw pinRefused(`line ${number} of knownHosts holds a damaged key`);
  }
  return { marker, type, key };
}

function matches(patterns: string, name: string): boolean {
  if (patterns.startsWith('|1|')) return matchesHash(patterns, name);
  let isMatched = false;
  for (const pattern of patterns.toLowerCase().split(',')) {
    if (pattern.startsWith('!') && matchesPattern(pattern.slice(1), name)) return false;
    isMatched ||= matchesPattern(pattern, name);
  }
  return isMatched;
}

function matchesHash(hashed: string, name: string): boolean {
  const [, , salt = '', hash = ''] = hashed.split('|');
  const ours = createHmac('sha1', Buffer.from(salt, 'base64')).update(name).digest('base64');
  return hash !== '' && ours === hash;
}

function matchesPattern(pattern: string, name: string): boolean {
  const grammar = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${grammar}$`).test(name);
}
