import { createConnection } from 'node:net';

/** What a socket in the folder of a lock answers. */
export type HolderAnswer = 'holder' | 'candidate' | 'nobody';

// A process that lives but does not answer, because it is stopped or busy, still holds.
const answerMostMs = 2_000;

/** Asks who listens at a path. Never rejects; whatever is not certainly dead counts as holder. */
export function askHolder(path: string): Promise<HolderAnswer> {
  return new Promise((resolve) => {
    let text = '';
    const socket = createConnection(path);
    const settle = (answer: HolderAnswer): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve(answer);
    };
    const timer = setTimeout(settle, answerMostMs, 'holder');
    socket.setEncoding('utf8');
    socket.on('data', (piece: string) => {
      text += piece;
    });
    socket.on('end', () => settle(text === 'candidate' ? 'candidate' : 'holder'));
    socket.on('error', (error) => settle(isDead(error) ? 'nobody' : 'holder'));
  });
}

function isDead(error: Error): boolean {
  return 'code' in error && (error.code === 'ECONNREFUSED' || error.code === 'ENOENT');
}
