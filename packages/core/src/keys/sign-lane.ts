import { type KeyObject, sign } from 'node:crypto';
import type { SignatureHash } from './signature-hash.ts';

interface Job {
  readonly content: Uint8Array;
  readonly hash: SignatureHash;
  readonly resolve: (signature: Buffer) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Signs with RSASSA-PKCS1-v1_5 where it costs least: a lone signature on the calling thread,
 * because handing it to the thread pool costs more than it saves; several at once on the pool, on all cores.
 */
export function createSignLane(
  key: KeyObject,
): (content: Uint8Array, hash: SignatureHash) => Promise<Buffer> {
  let waiting: Job[] = [];
  let inPool = 0;

  const signInPool = ({ content, hash, resolve, reject }: Job): void => {
    try {
      sign(hash, content, key, (error, signature) => {
        inPool -= 1;
        if (error) reject(error);
        else resolve(signature);
      });
      inPool += 1;
    } catch (error) {
      reject(error);
    }
  };

  const flush = (): void => {
    const jobs = waiting;
    waiting = [];
    const [only] = jobs;
    if (only !== undefined && jobs.length === 1 && inPool === 0) signHere(only, key);
    else jobs.forEach(signInPool);
  };

  return (content, hash) =>
    new Promise((resolve, reject) => {
      const job: Job = { content, hash, resolve, reject };
      // While the pool signs, a job is not alone, so there is nothing to wait for.
      if (inPool > 0) signInPool(job);
      else if (waiting.push(job) === 1) setImmediate(flush);
    });
}

function signHere({ content, hash, resolve, reject }: Job, key: KeyObject): void {
  try {
    resolve(sign(hash, content, key));
  } catch (error) {
    reject(error);
  }
}
