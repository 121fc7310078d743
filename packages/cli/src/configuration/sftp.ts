import type { HostKeyType } from '@alipay-intl/reconciliation/fetch';
import { z } from 'zod';
import { count, path, reference, secret, text } from './cells.ts';
import type { ServerConfiguration, SftpConfiguration, TextOrReference } from './configuration.ts';

const hostKeyTypes: z.ZodType<HostKeyType> = z.enum([
  'ssh-ed25519',
  'ecdsa-sha2-nistp256',
  'ecdsa-sha2-nistp384',
  'ecdsa-sha2-nistp521',
  'ssh-rsa',
]);

const fingerprint = z
  .string()
  .regex(/^SHA256:[A-Za-z0-9+/]{43}$/, 'must be SHA256: and 43 characters, as ssh-keygen -lf prints it');

const hostKey: z.ZodType<ServerConfiguration['hostKey']> = z
  .strictObject({
    fingerprints: z.array(fingerprint, 'expected a list').min(1, 'must not be empty').optional(),
    types: z.array(hostKeyTypes, 'expected a list').min(1, 'must not be empty').optional(),
    knownHosts: path.optional(),
  })
  .transform(({ fingerprints, types, knownHosts }, context) => {
    if (fingerprints !== undefined && knownHosts === undefined) return { fingerprints, types };
    if (knownHosts !== undefined && fingerprints === undefined && types === undefined) return { knownHosts };
    const message =
      'must have fingerprints (with types, where wanted) or knownHosts: nothing connects without a pin';
    context.addIssue({ code: 'custom', message });
    return z.NEVER;
  });

const server: z.ZodType<ServerConfiguration> = z.strictObject({
  host: z.string().regex(/^[A-Za-z0-9.:_-]{1,253}$/, 'must be a host name or an address'),
  port: count(1, 65_535).default(22),
  hostKey,
});

const user: z.ZodType<TextOrReference> = z.union(
  [text, reference],
  'must be a name, { env: NAME } or { file: path }',
);

/** The `sftp` section. */
export const sftp: z.ZodType<SftpConfiguration> = z
  .strictObject({
    servers: z.array(server, 'expected a list').min(1, 'must name a server'),
    user,
    password: secret.optional(),
    privateKey: secret.optional(),
    passphrase: secret.optional(),
  })
  .transform(({ servers, user, password, privateKey, passphrase }, context) => {
    if (password !== undefined && privateKey === undefined && passphrase === undefined)
      return { servers, user, login: { password } };
    if (privateKey !== undefined && password === undefined)
      return { servers, user, login: { privateKey, passphrase } };
    const message = 'must have either password or privateKey (with passphrase, where it has one)';
    context.addIssue({ code: 'custom', message });
    return z.NEVER;
  });
