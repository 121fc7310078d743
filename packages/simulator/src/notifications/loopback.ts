import { lookup as resolveName } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';

/** Says whether a host of a URL means this machine: a simulator must never call strangers. */
export function isLoopbackHost(hostname: string): boolean {
  const host = hostname.replace(/^\[|\]$/g, '').toLowerCase();
  return host === 'localhost' || host.endsWith('.localhost') || isLoopbackAddress(host);
}

/** Resolves a name and keeps loopback addresses only, so that a changed hosts file cannot lead elsewhere. */
export const lookupLoopback: LookupFunction = (hostname, options, callback) => {
  resolveName(hostname, { ...options, all: true }, (error, addresses) => {
    const near = error === null ? addresses.filter(({ address }) => isLoopbackAddress(address)) : [];
    const [first] = near;
    if (error !== null) callback(error, '');
    else if (first === undefined) callback(new Error(`${hostname} is not this machine`), '');
    else if (options.all === true) callback(null, near);
    else callback(null, first.address, first.family);
  });
};

function isLoopbackAddress(address: string): boolean {
  return isIP(address) === 4 ? address.startsWith('127.') : address === '::1';
}
