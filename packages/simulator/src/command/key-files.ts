import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { generateRsaKeyPair, publicPemOf, readPrivateKey } from '../signing/key-pair.ts';

/** The PEM files of one keys directory. */
export interface KeyFiles {
  /** Absent when the directory holds the merchant's public key alone. */
  readonly merchantPrivateKeyFile: string | undefined;
  readonly merchantPublicKeyFile: string;
  readonly alipayPublicKeyFile: string;
  readonly merchantPublicKey: string;
  readonly alipayPrivateKey: string;
}

/** Reads the key files of a directory and makes the missing ones; private keys are for their owner alone (mode 0600). */
export async function openKeyFiles(directory: string): Promise<KeyFiles> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  await keepOutOfGit(directory);
  const fileOf = (name: string): string => join(directory, name);
  const merchantPublicKeyFile = fileOf('merchant-public-key.pem');
  const merchantPrivateKeyFile = fileOf('merchant-private-key.pem');
  const alipayPublicKeyFile = fileOf('alipay-public-key.pem');
  const isPublicOnly = existsSync(merchantPublicKeyFile) && !existsSync(merchantPrivateKeyFile);
  const merchantPublicKey = isPublicOnly
    ? await readFile(merchantPublicKeyFile, 'utf8')
    : publicHalf(await openPrivateKey(merchantPrivateKeyFile), merchantPrivateKeyFile);
  const alipayPrivateKey = await openPrivateKey(fileOf('alipay-private-key.pem'));
  if (!isPublicOnly) await writeFile(merchantPublicKeyFile, merchantPublicKey);
  await writeFile(alipayPublicKeyFile, publicHalf(alipayPrivateKey, fileOf('alipay-private-key.pem')));
  return {
    merchantPrivateKeyFile: isPublicOnly ? undefined : merchantPrivateKeyFile,
    merchantPublicKeyFile,
    alipayPublicKeyFile,
    merchantPublicKey,
    alipayPrivateKey,
  };
}

async function openPrivateKey(file: string): Promise<string> {
  if (existsSync(file)) return await readFile(file, 'utf8');
  const { privateKey } = await generateRsaKeyPair();
  await writeFile(file, privateKey, { mode: 0o600, flag: 'wx' });
  return privateKey;
}

function publicHalf(privatePem: string, file: string): string {
  return publicPemOf(readPrivateKey(file, privatePem));
}

async function keepOutOfGit(directory: string): Promise<void> {
  const file = join(directory, '.gitignore');
  if (!existsSync(file)) await writeFile(file, '*\n');
}
