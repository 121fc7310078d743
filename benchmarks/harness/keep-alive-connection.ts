import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

interface Waiting {
  readonly resolve: (status: number) => void;
  readonly reject: (error: Error) => void;
}

/** A connection that carries one finished request after the other, at next to no cost. */
export class KeepAliveConnection {
  readonly #socket: Socket;
  #waiting: Waiting | undefined;
  #received = '';

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.setEncoding('latin1');
    socket.on('data', (chunk: string) => this.#take(chunk));
    socket.on('error', (error) => this.#waiting?.reject(error));
    socket.on('close', () => this.#waiting?.reject(new Error('The server closed the connection.')));
  }

  /** Connects to a port of this machine. */
  static async open(port: number): Promise<KeepAliveConnection> {
    const socket = connect(port, '127.0.0.1').setNoDelay(true);
    await once(socket, 'connect');
    return new KeepAliveConnection(socket);
  }

  /** Sends head and body as they are, and answers the status once the whole response has come. */
  send(request: Uint8Array): Promise<number> {
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject };
      this.#socket.write(request);
    });
  }

  /** Ends it. */
  close(): void {
    this.#waiting = undefined;
    this.#socket.destroy();
  }

  #take(chunk: string): void {
    this.#received += chunk;
    if (!isWhole(this.#received)) return;
    const status = Number(this.#received.slice(9, 12));
    const waiting = this.#waiting;
    this.#received = '';
    this.#waiting = undefined;
    waiting?.resolve(status);
  }
}

function isWhole(response: string): boolean {
  const headEnd = response.indexOf('\r\n\r\n');
  if (headEnd < 0) return false;
  const [, length] = /\r\ncontent-length: (\d+)\r\n/i.exec(response.slice(0, headEnd + 2)) ?? [];
  return length === undefined
    ? response.endsWith('\r\n0\r\n\r\n')
    : response.length >= headEnd + 4 + Number(length);
}
