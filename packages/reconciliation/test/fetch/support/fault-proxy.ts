import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

/** What happens to a connection: ended in good order, reset, or nothing comes any more. */
export type LineFault = 'end' | 'reset' | 'stall';

/** When a line breaks. */
export interface LineFaultPlan {
  readonly fault: LineFault;
  /** Bytes of the server that come through before. */
  readonly afterBytes: number;
  /** On how many connections; the later ones are left alone. */
  readonly times: number;
}

/** A line to any server, which breaks as planned. */
export interface FaultProxy {
  readonly port: number;
  readonly connections: number;
  /** Which connection stands still, by its number from 1; 0 for none. */
  readonly stalledConnection: number;
}

/** Starts a line on loopback, ended with the test. */
export async function startFaultProxy(serverPort: number, plan: LineFaultPlan): Promise<FaultProxy> {
  const state = { connections: 0, stalledConnection: 0 };
  const open = new Set<Socket>();
  const server = createServer({ noDelay: true }, (near) => {
    state.connections += 1;
    const number = state.connections;
    const far = connect({ port: serverPort, host: '127.0.0.1', noDelay: true });
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(one);
      one.on('error', () => undefined).on('close', () => other.destroy());
    }
    near.pipe(far);
    if (number > plan.times) far.pipe(near);
    else breakLine(far, near, plan, () => Object.assign(state, { stalledConnection: number }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(
    () =>
      new Promise<void>((resolve) => {
        for (const socket of open) socket.destroy();
        server.close(() => resolve());
      }),
  );
  return {
    port: (server.address() as AddressInfo).port,
    get connections() {
      return state.connections;
    },
    get stalledConnection() {
      return state.stalledConnection;
    },
  };
}

/** Lets so many bytes of the server through, to the last one, and then breaks. */
function breakLine(
  far: Socket,
  near: Socket,
  { fault, afterBytes }: LineFaultPlan,
  onStall: () => void,
): void {
  let left = afterBytes;
  far.on('data', (bytes) => {
    if (left === 0) return;
    const piece = bytes.subarray(0, left);
    left -= piece.length;
    near.write(piece, () => {
      if (left > 0) return;
      if (fault === 'stall') onStall();
      else if (fault === 'end') near.end();
      else near.resetAndDestroy();
    });
  });
  far.on('end', () => near.end());
}
