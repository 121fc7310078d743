import type { Server } from 'node:net';
import { SimulatorError } from './simulator-error.ts';

/** Lets a server listen on 127.0.0.1 and returns its port; rejects with `ERR_SIMULATOR_PORT_TAKEN` when it belongs to someone else. */
export async function listenOnLoopback(server: Server, port: number): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const isTaken = error.code === 'EADDRINUSE';
      const options = { cause: error };
      reject(
        isTaken ? new SimulatorError('ERR_SIMULATOR_PORT_TAKEN', `port ${port} is taken`, options) : error,
      );
    });
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}
