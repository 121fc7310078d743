import type { Socket } from 'node:net';
import type { SessionPorts } from './dial.ts';

/** Ends a connection that is stopped, stands still or says too much, and with it all operations that are under way on it. */
export interface ConnectionWatch {
  /**
   * Runs an operation, also beside others.
   *
   * @param bytesMax - most that the server may say because of it.
   * @throws what the operation throws, or why the connection ended.
   */
  run<Result>(operation: () => Promise<Result>, bytesMax: number): Promise<Result>;
}

interface Running {
  readonly bytesMax: number;
  /** How much may have come in all when it is over. */
  limit: number;
  readonly fail: (reason: Error) => void;
}

/** Watches a connection for as long as its socket is open. */
export function watchConnection(socket: Socket, { clock, stallMs, signal }: SessionPorts): ConnectionWatch {
  const running = new Set<Running>();
  let isClosed = socket.destroyed;
  let stalls = new AbortController();
  const failAll = (reason: string): void => {
    for (const one of running) one.fail(new Error(reason));
  };
  const end = (reason: string): void => {
    failAll(reason);
    socket.destroy();
  };
  const stop = (): void => end('it was stopped');
  signal?.addEventListener('abort', stop, { once: true });
  socket.on('data', () => {
    for (const { limit } of running) {
      if (socket.bytesRead > limit) return end('the server says more than it was asked for');
    }
  });
  socket.once('close', () => {
    isClosed = true;
    signal?.removeEventListener('abort', stop);
    failAll('the connection was closed');
  });
  const enter = (one: Running): void => {
    // What comes cannot be told apart, so each bears what is asked for beside it.
    for (const other of running) {
      other.limit += one.bytesMax;
      one.limit += other.bytesMax;
    }
    running.add(one);
    if (running.size > 1) return;
    stalls = new AbortController();
    void endWhenStill(socket, { clock, stallMs, over: stalls.signal }, end);
  };
  const leave = (one: Running): void => {
    // With a reason, because the one that is made else costs more than the rest.
    if (running.delete(one) && running.size === 0) stalls.abort('over');
  };
  return {
    run: (operation, bytesMax) =>
      new Promise((resolve, reject) => {
        if (isClosed) return reject(new Error('the connection was closed'));
        const fail = (reason: unknown): void => {
          leave(one);
          reject(reason);
        };
        const one: Running = { bytesMax, limit: socket.bytesRead + bytesMax, fail };
        enter(one);
        operation().then((result) => {
          leave(one);
          resolve(result);
        }, fail);
      }),
  };
}

async function endWhenStill(
  socket: Socket,
  { clock, stallMs, over }: Pick<SessionPorts, 'clock' | 'stallMs'> & { readonly over: AbortSignal },
  end: (reason: string) => void,
): Promise<void> {
  for (let before = -1; !over.aborted; ) {
    if (socket.bytesRead === before) return end(`nothing arrived for ${stallMs} ms`);
    before = socket.bytesRead;
    await clock.sleep(stallMs, over);
  }
}
