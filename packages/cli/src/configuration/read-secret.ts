import { readFile, stat } from 'node:fs/promises';
import { ReconciliationError } from '@alipay-intl/core/errors';
import type { Configuration, SecretReference, TextOrReference } from './configuration.ts';

/** Where secrets are read from, and who is told that one is not safe. */
export interface SecretSource {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly warn: (message: string) => void;
}

/**
 * Reads a secret. Line ends behind it are left out.
 *
 * @throws ReconciliationError `ERR_CONFIGURATION` where it is not there; the message names the place, never what is there.
 */
export async function readSecret(reference: SecretReference, source: SecretSource): Promise<string> {
  const found =
    'env' in reference ? source.env[reference.env] : await readSecretFile(reference.file, source.warn);
  const secret = found?.replace(/[\r\n]+$/, '');
  if (secret !== undefined && secret !== '') return secret;
  throw new ReconciliationError('ERR_CONFIGURATION', {
    what: `${placeOf(reference)} holds no secret.`,
    money: 'Nothing was done.',
    next: 'Put the secret there; alipay-intl config check lists all that are missing.',
  });
}

/** Reads a text that may stand in the configuration itself. */
export async function readTextOrSecret(value: TextOrReference, source: SecretSource): Promise<string> {
  return typeof value === 'string' ? value : readSecret(value, source);
}

/** Names the place of a secret. */
function placeOf(reference: SecretReference): string {
  return 'env' in reference ? `The environment variable ${reference.env}` : `The file ${reference.file}`;
}

/** Every place that a configuration takes secrets from, each once. */
export function secretsOf({ merchants, store }: Configuration): readonly SecretReference[] {
  const found = merchants.flatMap(({ sftp, ledger }) => [
    ...(sftp === undefined ? [] : [sftp.user, ...Object.values(sftp.login)]),
    ...('sql' in ledger ? [ledger.database] : []),
  ]);
  const references = [...found, ...('postgres' in store ? [store.postgres] : [])].filter(
    (one) => typeof one === 'object',
  );
  return [...new Map(references.map((one) => [placeOf(one), one])).values()];
}

async function readSecretFile(file: string, warn: SecretSource['warn']): Promise<string | undefined> {
  try {
    const { mode } = await stat(file);
    // Windows has no such bits.
    if (process.platform !== 'win32' && (mode & 0o077) !== 0)
      warn(`${file} holds a secret and can be read by others: chmod 600 ${file}`);
    return await readFile(file, 'utf8');
  } catch {
    return undefined;
  }
}
