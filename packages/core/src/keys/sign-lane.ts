import { type KeyObject, sign } from 'node:crypto';

interface Job {
  readonly content: Uint8Array;
  readonly resolve: (signature: Buffer) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Signs with RSASSA-PKCS1-v1_5 and SHA-256 where it costs least: a lone signature on the calling thread,
 * because handing it to the thread pool costs more than it saves; several at once on the pool, on all cores.
 */
export function createSignLane(key: KeyObject): (content: Uint8Array) => Promise<Buffer> {
  let waiting: Job[] = [];
  let inPool = 0;

  const signInPool = ({ content, resolve, reject }: Job): void => {
    inPool += 1;
    sign('sha256', content, key, (error, signature) => {
      inPool -= 1;
      if (error) reject(error);
      else resolve(signature);
    });
  };

  const flush = (): void => {
    const jobs = waiting;
    waiting = [];
    const [only] = jobs;
    if (only !== undefined && jobs.length === 1 && inPool === 0) signHere(only, key);
    else jobs.forEach(signInPool);
  };

  return (content) =>
    new Promise((resolve, reject) => {
      if (waiting.push({ content, resolve, reject }) === 1) setImmediate(flush);
    });
}

function signHere({ content, resolve, reject }: Job, key: KeyObject): void {
  try {
    resolve(sign('sha256', content, key));
  } catch (error) {
    reject(error);
  }
}
