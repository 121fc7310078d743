import { createHash, timingSafeEqual } from 'node:crypto';
import { type HostKeyType, hostKeyTypes, isHostKeyType } from './host-key-type.ts';
import { keysOfHost } from './known-hosts.ts';
import { pinRefused } from './pin-refused.ts';

/**
 * The keys that a server may prove itself with. Without one nothing is connected, and the check cannot be switched off. Several
 * allow a rotation.
 */
export type HostKeyPin =
  | {
      /** As `ssh-keygen -lf` prints them: `SHA256:` and 43 characters. */
      readonly fingerprints: readonly string[];
      /**
       * Types that the server is asked for, the first that it has. All types by default; name the one of the fingerprint where a
       * server has keys of several types.
       */
      readonly types?: readonly HostKeyType[] | undefined;
    }
  | {
      /** Lines of a `known_hosts` file; those of other hosts are ignored. */
      readonly knownHosts: string;
    };

/** A pin, read and checked for one server. */
export interface PinnedHostKeys {
  /** Types that the server is asked for. */
  readonly types: readonly HostKeyType[];
  /** Judges a key as the server sends it. */
  accepts(key: Uint8Array): boolean;
}

const fingerprintForm = /^SHA256:[A-Za-z0-9+/]{43}$/;

/**
 * Reads a pin.
 *
 * @throws OptionError `ERR_OPTION_INVALID` where it pins nothing for this server, or is damaged.
 */
export function readHostKeyPin(pin: HostKeyPin, host: string, port: number): PinnedHostKeys {
  // Checked here too: what JavaScript callers pass must never become a connection without a pin.
  if (typeof pin !== 'object' || pin === null) throw pinRefused('there is none');
  if ('knownHosts' in pin) return fromKnownHosts(pin.knownHosts, host, port);
  return fromFingerprints(pin.fingerprints, pin.types);
}

/** The fingerprint of a key as the server sends it, in the form that `ssh-keygen -lf` prints. */
export function fingerprintOf(key: Uint8Array): string {
  return `SHA256:${createHash('sha256').update(key).digest('base64').replace(/=+$/, '')}`;
}

function fromKnownHosts(text: string, host: string, port: number): PinnedHostKeys {
  if (typeof text !== 'string') throw pinRefused('knownHosts is not text');
  const { trusted, revoked } = keysOfHost(text, host, port);
  const keys = trusted.filter(({ key }) => !revoked.some((other) => isSame(other.key, key)));
  if (keys.length === 0) throw pinRefused(`knownHosts holds no usable key of ${host} port ${port}`);
  return {
    types: hostKeyTypes.filter((type) => keys.some((one) => one.type === type)),
    accepts: (key) => keys.some((one) => isSame(one.key, key)),
  };
}

function fromFingerprints(
  fingerprints: readonly string[],
  types: readonly HostKeyType[] = hostKeyTypes,
): PinnedHostKeys {
  if (!Array.isArray(fingerprints) || fingerprints.length === 0) throw pinRefused('fingerprints is empty');
  for (const fingerprint of fingerprints) {
    if (typeof fingerprint === 'string' && fingerprintForm.test(fingerprint)) continue;
    throw pinRefused('a fingerprint is not SHA256: and 43 characters of base64');
  }
  if (types.length === 0 || !types.every(isHostKeyType)) throw pinRefused('types names no known key type');
  const pinned: readonly Uint8Array[] = fingerprints.map((text) => Buffer.from(text));
  return {
    types,
    accepts: (key) => {
      const shown = Buffer.from(fingerprintOf(key));
      return pinned.some((one) => isSame(one, shown));
    },
  };
}

function isSame(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && timingSafeEqual(one, other);
}
