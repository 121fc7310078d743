import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';

/** A database of its own for one match, in memory; what does not fit goes to a folder that ends with it. */
export interface Engine {
  readonly connection: DuckDBConnection;
  /** A second connection, so that two tables can be filled at once. */
  readonly connect: () => Promise<DuckDBConnection>;
  /** Stops what is running. */
  interrupt(): void;
  close(): Promise<void>;
}

const memoryBytesDefault = 600_000_000;

/** @param folder - where what does not fit into memory is kept while it runs. */
export async function openEngine(
  folder: string,
  memoryBytesMax: number = memoryBytesDefault,
): Promise<Engine> {
  const own = await mkdtemp(join(folder, 'match-'));
  try {
    const instance = await DuckDBInstance.create(':memory:', {
      memory_limit: `${memoryBytesMax}B`,
      temp_directory: join(own, 'spilled'),
      // Nothing is fetched from anywhere.
      autoinstall_known_extensions: 'false',
    });
    const connections: DuckDBConnection[] = [];
    const connect = async (): Promise<DuckDBConnection> => {
      const connection = await instance.connect();
      connections.push(connection);
      return connection;
    };
    const connection = await connect();
    return {
      connection,
      connect,
      interrupt: () => {
        for (const open of connections) open.interrupt();
      },
      close: async () => {
        for (const open of connections) open.closeSync();
        instance.closeSync();
        await rm(own, { recursive: true, force: true });
      },
    };
  } catch (error) {
    await rm(own, { recursive: true, force: true });
    throw error;
  }
}
