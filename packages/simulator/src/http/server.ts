import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isAcquiringPath } from '../acquiring/acquiring-function.ts';
import { serveAcquiring } from '../acquiring/serve-acquiring.ts';
import type { SimulatorControl } from '../control/control.ts';
import { serveControl } from '../control/serve-control.ts';
import type { Simulation } from '../simulation.ts';
import { SimulatorError } from '../simulator-error.ts';
import { serveWallet } from '../wallet/serve-wallet.ts';
import { serveGateway } from './gateway.ts';

/** A listening server and the way to stop it. */
export interface RunningServer {
  readonly port: number;
  close(): Promise<void>;
}

/** Listens on 127.0.0.1; throws `ERR_SIMULATOR_PORT_TAKEN` when the port belongs to someone else. */
export async function listen(
  port: number,
  simulation: Simulation,
  control: SimulatorControl,
): Promise<RunningServer> {
  const server = createServer((request, response) => {
    serve(simulation, control, request, response).catch(() => response.destroy());
  });
  await startListening(server, port);
  return { port: portOf(server), close: () => stop(server) };
}

function serve(
  simulation: Simulation,
  control: SimulatorControl,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const path = request.url ?? '/';
  if (path.startsWith('/__control/')) return serveControl(simulation, control, request, response);
  if (path.startsWith('/wallet/')) return serveWallet(simulation, request, response);
  if (isAcquiringPath(path)) return serveAcquiring(simulation, request, response);
  return serveGateway(simulation, request, response);
}

function startListening(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const isTaken = error.code === 'EADDRINUSE';
      const options = { cause: error };
      reject(
        isTaken ? new SimulatorError('ERR_SIMULATOR_PORT_TAKEN', `port ${port} is taken`, options) : error,
      );
    });
    server.listen(port, '127.0.0.1', resolve);
  });
}

function portOf(server: Server): number {
  const address: AddressInfo | string | null = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
