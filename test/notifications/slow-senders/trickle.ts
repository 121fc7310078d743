import { connect } from 'node:net';

/** What a slow sender sends slowly: a head that never ends, or the body behind a whole head. */
export type SlowPart = 'head' | 'body';

/** How a slow sender ended. */
export interface SlowEnd {
  /** Milliseconds from its first byte until the server closed the connection; `undefined` where it did not in time. */
  readonly closedAfterMs: number | undefined;
}

const head = [
  'POST /alipay/notify HTTP/1.1',
  'Host: shop.example',
  'Client-Id: SANDBOX_5Y0000000000000000',
  'Content-Type: application/json; charset=UTF-8',
  'Content-Length: 1500',
].join('\r\n');

/**
 * Sends a byte each second until the server closes the connection, or until `patienceMs` is over. Rejects where it cannot connect,
 * which would look like a server that closes at once.
 */
export function trickle(port: number, part: SlowPart, patienceMs: number): Promise<SlowEnd> {
  const socket = connect(port, '127.0.0.1').setNoDelay(true);
  const slow = part === 'head' ? 'X-Slow: '.padEnd(2_000, 'x') : '{'.padEnd(1_500);
  return new Promise((resolve, reject) => {
    let sent = 0;
    let started: number | undefined;
    const timer = setInterval(() => {
      if (socket.writable) socket.write(slow.slice(sent, sent + 1));
      sent += 1;
    }, 1_000);
    const patience = setTimeout(() => end(undefined), patienceMs);
    const end = (closedAfterMs: number | undefined): void => {
      clearInterval(timer);
      clearTimeout(patience);
      socket.destroy();
      resolve({ closedAfterMs });
    };
    socket.once('connect', () => {
      started = performance.now();
      socket.write(part === 'head' ? `${head}\r\n` : `${head}\r\n\r\n`);
    });
    // Whatever the server answers is read, so that its end is seen.
    socket.resume();
    socket.on('error', (error) => started === undefined && reject(error));
    socket.once('close', () => end(performance.now() - (started ?? Number.NaN)));
  });
}
