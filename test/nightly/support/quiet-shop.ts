import { mkdirSync, writeFileSync } from 'node:fs';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { createManualClock, startSimulator } from '@alipay-intl/simulator';
import { password } from './night-scene.ts';

/** A merchant without a sale, as its configuration has it. */
export interface QuietMerchant {
  readonly id: string;
  readonly family?: 'B0' | 'B1';
  /** `false` where its files come by another way. */
  readonly hasServer?: boolean;
  readonly directories?: string;
}

/** A server of statements that has none, and what came to it. */
export interface QuietServer {
  /** Connections so far. */
  readonly connections: number;
  /** The `sftp` section of a configuration. */
  readonly section: string;
  close(): Promise<void>;
}

/** Starts a server on loopback. */
export async function startQuietServer(): Promise<QuietServer> {
  const simulator = await startSimulator({
    clock: createManualClock(Date.parse('2026-11-20T10:30:00+08:00')),
    sftp: { password },
  });
  const { sftp } = simulator;
  if (sftp === undefined) throw new Error('no SFTP server');
  let connections = 0;
  const sockets = new Set<Socket>();
  // What goes through is counted.
  const door = createServer((socket) => {
    connections += 1;
    const beyond = connect(sftp.port, sftp.host);
    for (const one of [socket, beyond])
      one.on('error', () => undefined).on('close', () => sockets.delete(one));
    sockets.add(socket).add(beyond);
    socket.pipe(beyond).pipe(socket);
  });
  await new Promise<void>((resolve) => door.listen(0, '127.0.0.1', resolve));
  const { port } = door.address() as AddressInfo;
  return {
    get connections() {
      return connections;
    },
    section: `{ servers: [{ host: 127.0.0.1, port: ${port}, hostKey: { fingerprints: ["${sftp.fingerprint}"] } }], user: ${sftp.username}, password: { env: SFTP_PASSWORD } }`,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => door.close(resolve));
      await simulator.close();
    },
  };
}

const bookColumns =
  'kind,ownId,providerId,originalOwnId,originalProviderId,status,currency,amount,occurredAt';

/** Writes the own books of a day. */
export function writeBooks(
  folder: string,
  merchant: string,
  day: string,
  rows: readonly string[] = [],
): void {
  mkdirSync(join(folder, 'ledger', merchant), { recursive: true });
  writeFileSync(join(folder, 'ledger', merchant, `${day}.csv`), `${[bookColumns, ...rows].join('\n')}\n`);
}

/** Writes the configuration of merchants, and their empty books of some days. */
export function writeQuietShop(
  folder: string,
  { section }: Pick<QuietServer, 'section'>,
  merchants: readonly QuietMerchant[],
  days: readonly string[],
  store = '{ pglite: store }',
): void {
  const entries = merchants.map(
    ({ id, family = 'B0', hasServer = true, directories }) => `
  - id: ${id}
    family: ${family}
    reports: [transaction]
    booksBegin: ${days[0]}
    contract: { settlement: T+1 }
    ledger: { csv: "ledger/{merchant}/{day}.csv" }${hasServer ? `\n    sftp: ${section}` : ''}${
      directories === undefined ? '' : `\n    directories: ["${directories}"]`
    }`,
  );
  writeFileSync(
    join(folder, 'alipay-intl.yaml'),
    `merchants:${entries.join('')}
store: ${store}
folders: { statements: statements, rows: rows, reports: reports }
queue: { retryDelaySeconds: 1 }
`,
  );
  for (const { id } of merchants) for (const day of days) writeBooks(folder, id, day);
}
