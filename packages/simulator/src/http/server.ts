import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { isAcquiringPath } from '../acquiring/acquiring-function.ts';
import { serveAcquiring } from '../acquiring/serve-acquiring.ts';
import type { SimulatorControl } from '../control/control.ts';
import { serveControl } from '../control/serve-control.ts';
import { listenOnLoopback } from '../listen-on-loopback.ts';
import type { Simulation } from '../simulation.ts';
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
  return { port: await listenOnLoopback(server, port), close: () => stop(server) };
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

function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
