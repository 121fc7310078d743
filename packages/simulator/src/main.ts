import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';
import { announcement, callLine, configurationOf, deliveryLine } from './command/announcement.ts';
import { openKeyFiles } from './command/key-files.ts';
import { openSftpFiles, type SftpFiles } from './command/sftp-files.ts';
import { type DialectName, dialects } from './envelope/dialect.ts';
import type { SftpOptions } from './sftp/sftp-options.ts';
import { SimulatorError } from './simulator-error.ts';
import { type Simulator, startSimulator } from './start-simulator.ts';

interface CommandOptions {
  readonly port: number;
  readonly clientId: string;
  readonly merchantId: string;
  readonly dialect: DialectName;
  readonly keysDir: string;
  readonly sftp?: true;
  readonly sftpPort: number;
  readonly faults?: number;
  readonly quiet?: true;
  readonly json?: true;
}

const defaultPort = 4510;
const defaultSftpPort = 4522;

function createCommand(): Command {
  return new Command('alipay-intl-simulator')
    .description('A stand-in for the Alipay gateway on this machine. No money moves.')
    .version(readVersion())
    .option('--port <number>', 'TCP port on 127.0.0.1; 0 takes a free one', parsePort, defaultPort)
    .option('--client-id <id>', 'client id that the simulator knows', 'TEST_SIMULATOR')
    .option('--merchant-id <id>', 'merchantId or partnerId of the acquiring family', 'TEST_MERCHANT')
    .addOption(
      new Option('--dialect <name>', 'dialect of the acquiring family')
        .choices(Object.keys(dialects))
        .default('public-2.0.4'),
    )
    .option('--keys-dir <directory>', 'where the PEM files are kept', '.alipay-intl-simulator')
    .option('--sftp', 'serve the statement files by SFTP')
    .option(
      '--sftp-port <number>',
      'its TCP port on 127.0.0.1; 0 takes a free one',
      parsePort,
      defaultSftpPort,
    )
    .option('--faults <seed>', 'let calls go wrong by chance; the same seed, the same faults', parseSeed)
    .option('--quiet', 'print the address and nothing else')
    .option('--json', 'print one JSON object a line')
    .action(run);
}

async function run(options: CommandOptions): Promise<void> {
  const keysDirectory = resolve(options.keysDir);
  try {
    const keyFiles = await openKeyFiles(keysDirectory);
    const sftpFiles = options.sftp && (await openSftpFiles(keysDirectory));
    const { merchantPublicKey, alipayPrivateKey } = keyFiles;
    const simulator = await startSimulator({
      port: options.port,
      merchant: { clientId: options.clientId, merchantPublicKey, alipayPrivateKey },
      acquiring: { merchantId: options.merchantId, dialect: options.dialect },
      ...(sftpFiles !== undefined && { sftp: sftpOptions(options, sftpFiles) }),
      ...(options.faults !== undefined && { faults: { seed: options.faults } }),
      onCall: (call) => report(options, { event: 'call', ...call }, () => callLine(call)),
      onDelivery: (delivery) =>
        report(options, { event: 'delivery', ...delivery }, () => deliveryLine(delivery)),
    });
    closeOnSignal(simulator);
    const started = {
      event: 'started',
      url: simulator.url,
      configuration: configurationOf(simulator, keyFiles, sftpFiles),
      faultPlan: simulator.control.faultPlan(),
    };
    if (options.quiet && !options.json) process.stdout.write(`${simulator.url}\n`);
    else
      report({ ...options, quiet: undefined }, started, () =>
        announcement(simulator, keysDirectory, configurationOf(simulator, keyFiles, sftpFiles)),
      );
  } catch (error) {
    process.stderr.write(`${complaint(error, options)}\n`);
    process.exitCode = 1;
  }
}

function sftpOptions({ sftpPort }: CommandOptions, { password, hostKey }: SftpFiles): SftpOptions {
  return { port: sftpPort, password, hostKey };
}

function report(
  options: { readonly quiet?: true | undefined; readonly json?: true },
  event: object,
  text: () => string,
): void {
  if (options.quiet) return;
  process.stdout.write(options.json ? `${JSON.stringify(event)}\n` : text());
}

/** A second signal ends the process the hard way, because the handlers are gone by then. */
function closeOnSignal(simulator: Simulator): void {
  const close = (): void => {
    process.off('SIGINT', close);
    process.off('SIGTERM', close);
    void simulator.close();
  };
  process.on('SIGINT', close);
  process.on('SIGTERM', close);
}

function complaint(error: unknown, options: CommandOptions): string {
  if (error instanceof SimulatorError && error.code === 'ERR_SIMULATOR_PORT_TAKEN') {
    const isSftp = error.message === `port ${options.sftpPort} is taken`;
    const [port, name] = isSftp ? [options.sftpPort, '--sftp-port'] : [options.port, '--port'];
    return `Port ${port} is taken. Choose another with ${name}, or ${name} 0 for a free one.`;
  }
  return `The simulator cannot start: ${error instanceof Error ? error.message : String(error)}`;
}

function parsePort(text: string): number {
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port > 65_535)
    throw new InvalidArgumentError('It must be a number from 0 to 65535.');
  return port;
}

function parseSeed(text: string): number {
  const seed = Number(text);
  if (!/^\d{1,15}$/.test(text))
    throw new InvalidArgumentError('It must be a whole number of up to 15 digits.');
  return seed;
}

function readVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
  const isManifest = typeof manifest === 'object' && manifest !== null && 'version' in manifest;
  return isManifest ? String(manifest.version) : 'unknown';
}

await createCommand().parseAsync();
