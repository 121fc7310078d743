import { randomBytes, randomInt } from 'node:crypto';
import { formatIsoTime } from '../iso-time.ts';

/** Makes the ids that Alipay issues: 28 digits that begin with the day (docs/wire/v1 §3.2). */
export interface GatewayIds {
  next(nowMs: number): string;
}

/** Creates a source of ids that never repeats within one simulator. */
export function createGatewayIds(): GatewayIds {
  const run = randomInt(10 ** 11, 10 ** 12);
  let count = 0;
  return {
    next: (nowMs) => {
      count += 1;
      const day = formatIsoTime(nowMs).slice(0, 10).replaceAll('-', '');
      return `${day}${run}${count.toString().padStart(8, '0')}`;
    },
  };
}

/** Makes a token that cannot be guessed, for the address of a wallet page and for trace ids. */
export function createToken(): string {
  return randomBytes(16).toString('hex');
}
