import { readFile } from 'node:fs/promises';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { ReconciliationError } from '@alipay-intl/core/errors';
import { type Alias, type Document, LineCounter, parseDocument, visit } from 'yaml';
import type {
  Configuration,
  LedgerConfiguration,
  MerchantConfiguration,
  SecretReference,
  SftpConfiguration,
  StoreConfiguration,
} from './configuration.ts';
import { type ConfigurationIssue, locateIssues } from './locate-issues.ts';
import { settings } from './schema.ts';

/**
 * Reads and checks a configuration file. No secret is read; paths in it count from its folder.
 *
 * @throws ReconciliationError `ERR_CONFIGURATION`; `issues` has all that is wrong, each with its line.
 */
export async function readConfiguration(path: string): Promise<Configuration> {
  const file = resolve(path);
  return parseConfiguration(await readText(file), file);
}

/**
 * Checks the text of a configuration file.
 *
 * @param file - its path, for messages and relative paths.
 * @throws ReconciliationError `ERR_CONFIGURATION`.
 * @internal
 */
export function parseConfiguration(text: string, file: string): Configuration {
  const lines = new LineCounter();
  // Pretty errors repeat the line, and a secret could stand on it.
  const document = parseDocument(text, { ...yamlOptions, lineCounter: lines });
  const faults = yamlIssues(document, lines);
  if (faults.length > 0) throw refused(file, faults);
  const checked = settings.safeParse(plainValue(document, file, lines));
  if (!checked.success) throw refused(file, locateIssues(checked.error.issues, document, lines));
  return withPaths(checked.data, file);
}

// One slip makes many faults behind it.
const yamlIssuesMax = 3;

// Without types a long id stays what is written, and so does a rate.
const yamlOptions = { schema: 'failsafe', prettyErrors: false, stringKeys: true } as const;

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    throw new ReconciliationError('ERR_CONFIGURATION', {
      what: `The configuration ${file} could not be read.`,
      money: 'Nothing was done.',
      next: 'Name the file with --config, or write one: alipay-intl config example > alipay-intl.yaml',
      cause,
    });
  }
}

function yamlIssues(document: Document.Parsed, lines: LineCounter): readonly ConfigurationIssue[] {
  return document.errors.slice(0, yamlIssuesMax).map(({ code, pos }) => {
    const { line, col } = lines.linePos(pos[0]);
    // The parser's own words may repeat what is written there.
    return { path: '', message: `no valid YAML: ${code}`, line, column: col };
  });
}

/** What is written, without its places. An alias is resolved only here. */
function plainValue(document: Document.Parsed, file: string, lines: LineCounter): unknown {
  try {
    return document.toJS();
  } catch {
    // A password may begin with `*`, and the parser's own words repeat it.
    const { line, col } = lines.linePos(unresolvedAlias(document)?.range?.[0] ?? 0);
    const message = 'no valid YAML: BAD_ALIAS, a text that begins with * stands in quotes';
    throw refused(file, [{ path: '', message, line, column: col }]);
  }
}

/** The first alias that names nothing. */
function unresolvedAlias(document: Document): Alias | undefined {
  let found: Alias | undefined;
  visit(document, {
    Alias: (_key, alias) => {
      if (alias.resolve(document) !== undefined) return undefined;
      found = alias;
      return visit.BREAK;
    },
  });
  return found;
}

function refused(file: string, issues: readonly ConfigurationIssue[]): ReconciliationError {
  const list = issues.map(({ path, message, line, column }) => {
    return `${file}:${line}:${column} ${path === '' ? message : `${path}: ${message}`}`;
  });
  return new ReconciliationError('ERR_CONFIGURATION', {
    what: `The configuration is not valid.\n${list.join('\n')}\n`,
    money: 'Nothing was done.',
    next: 'Correct the file; alipay-intl config example shows every setting.',
    issues,
  });
}

function withPaths(given: Omit<Configuration, 'file'>, file: string): Configuration {
  const folder = dirname(file);
  const at = (path: string): string => (isAbsolute(path) ? path : join(folder, path));
  const { statements, rows, reports, work } = given.folders;
  return {
    ...given,
    file,
    merchants: given.merchants.map((one) => merchantAt(one, at)),
    store: storeAt(given.store, at),
    folders: {
      statements: at(statements),
      rows: at(rows),
      reports: at(reports),
      work: work === undefined ? undefined : at(work),
    },
  };
}

type Place = (path: string) => string;

function merchantAt(merchant: MerchantConfiguration, at: Place): MerchantConfiguration {
  const { ledger, payouts, sftp } = merchant;
  return {
    ...merchant,
    ledger: ledgerAt(ledger, at),
    payouts: payouts === undefined ? undefined : at(payouts),
    sftp: sftp === undefined ? undefined : sftpAt(sftp, at),
  };
}

function ledgerAt(ledger: LedgerConfiguration, at: Place): LedgerConfiguration {
  if ('csv' in ledger) return { csv: at(ledger.csv) };
  return 'sql' in ledger ? { ...ledger, database: secretAt(ledger.database, at) } : ledger;
}

function storeAt(store: StoreConfiguration, at: Place): StoreConfiguration {
  return 'pglite' in store ? { pglite: at(store.pglite) } : { postgres: secretAt(store.postgres, at) };
}

function sftpAt({ servers, user, login }: SftpConfiguration, at: Place): SftpConfiguration {
  return {
    servers: servers.map((server) =>
      'knownHosts' in server.hostKey
        ? { ...server, hostKey: { knownHosts: at(server.hostKey.knownHosts) } }
        : server,
    ),
    user: typeof user === 'string' ? user : secretAt(user, at),
    login:
      'password' in login
        ? { password: secretAt(login.password, at) }
        : { privateKey: secretAt(login.privateKey, at), passphrase: secretAt(login.passphrase, at) },
  };
}

function secretAt<Reference extends SecretReference | undefined>(reference: Reference, at: Place): Reference {
  return reference !== undefined && 'file' in reference
    ? ({ ...reference, file: at(reference.file) } as Reference)
    : reference;
}
