import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Outcome, Run } from '../command/run.ts';
import type { Configuration } from '../configuration/configuration.ts';
import { readSecret, secretsOf } from '../configuration/read-secret.ts';
import { columns } from '../output/columns.ts';

/** `config check`. What is wrong with the file is thrown; a secret or file that is not there now may be there at night. */
export async function checkCommand(run: Run): Promise<Outcome> {
  const configuration = await run.configuration();
  const warnings: string[] = [];
  for (const reference of secretsOf(configuration)) {
    const place = 'env' in reference ? `environment variable ${reference.env}` : `file ${reference.file}`;
    const source = { env: run.env, warn: (message: string) => warnings.push(message) };
    await readSecret(reference, source).catch(() =>
      warnings.push(`the secret in the ${place} is not there now`),
    );
  }
  warnings.push(...missingFiles(configuration));
  const { file, merchants } = configuration;
  return {
    exitCode: 0,
    data: { file, merchants: merchants.map(({ id, name, family }) => ({ id, name, family })), warnings },
    text: textOf(configuration, warnings),
  };
}

/** What a merchant needs on the disk and is not there now. */
function missingFiles({ merchants }: Configuration): readonly string[] {
  const needed = merchants.flatMap(({ id, sftp, payouts, ledger }) => [
    ...(sftp?.servers ?? []).flatMap(({ hostKey }) =>
      'knownHosts' in hostKey ? [{ what: 'the file of known hosts', path: hostKey.knownHosts }] : [],
    ),
    ...(payouts === undefined ? [] : [{ what: `the file of payouts of ${id}`, path: payouts }]),
    ...('csv' in ledger
      ? [{ what: `the folder of the ledger of ${id}`, path: ledgerFolder(ledger.csv, id) }]
      : []),
  ]);
  const missing = needed
    .filter(({ path }) => !existsSync(path))
    .map(({ what, path }) => `${what} is not there now: ${path}`);
  // Merchants share servers.
  return [...new Set(missing)];
}

/** The folder that files of all days stand in. */
function ledgerFolder(csv: string, merchant: string): string {
  const [beforeDay = csv] = csv.replaceAll('{merchant}', merchant).split('{day}');
  return dirname(`${beforeDay}x`);
}

function textOf({ file, merchants, store, folders }: Configuration, warnings: readonly string[]): string {
  const rows = [
    ...merchants.map(({ id, name = '', family, reports }) => [
      'merchant',
      `${id} ${name}`.trimEnd(),
      `${family}: ${reports.join(', ')}`,
    ]),
    ['store', 'pglite' in store ? store.pglite : 'PostgreSQL', ''],
    ...Object.entries(folders).map(([name, path]) => [name, path ?? '', '']),
  ];
  const told = warnings.map((warning) => `Warning: ${warning}\n`);
  return `${file} is valid.\n${columns(rows)}${told.join('')}`;
}
