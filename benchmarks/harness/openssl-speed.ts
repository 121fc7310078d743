import { spawn } from 'node:child_process';
import type { Pace } from './pace.ts';

/**
 * RSA-2048 signatures as `openssl speed` makes them, in one process or in several: the same mathematics without
 * hashing and without JavaScript.
 */
export function opensslSigningPace({
  seconds,
  processes = 1,
}: {
  readonly seconds: number;
  readonly processes?: number;
}): Promise<Pace> {
  const args = ['speed', '-mr', '-seconds', String(seconds)];
  if (processes > 1) args.push('-multi', String(processes));
  return new Promise((resolve, reject) => {
    // With a group of its own, so that its processes can be stopped together.
    const child = spawn('openssl', [...args, 'rsa2048'], {
      detached: true,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let text = '';
    let pace: Pace | undefined;
    child.stderr.on('data', (chunk: Buffer) => {
      text += chunk.toString('latin1');
      if (pace !== undefined) return;
      pace = readPace(text, seconds, processes);
      // It would go on to measure verification.
      if (pace !== undefined && child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    });
    child.on('error', (cause) => reject(new Error('openssl could not be started.', { cause })));
    child.on('close', () => {
      if (pace === undefined) reject(new Error(`openssl speed printed something else:\n${text}`));
      else resolve(pace);
    });
  });
}

/**
 * One line for each process: `+R1:<signatures>:2048:<seconds>`. The seconds are processor time for a single process,
 * but time on the clock with `-multi`.
 */
function readPace(text: string, seconds: number, processes: number): Pace | undefined {
  const lines = [...text.matchAll(/^\+R1:(\d+):2048:([\d.]+)$/gm)];
  if (lines.length < processes) return undefined;
  const signatures = lines.reduce((sum, [, count]) => sum + Number(count), 0);
  const processorSeconds = processes === 1 ? Number(lines[0]?.[2]) : undefined;
  return {
    perSecond: signatures / seconds,
    perProcessorSecond: processorSeconds && signatures / processorSeconds,
  };
}
