import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A disk that can be filled. */
export interface SmallDisk {
  readonly folder: string;
  /** Leaves no room on it. */
  fill(): void;
  /** Gives the room back. */
  free(): void;
  remove(): void;
}

/** Makes a small disk in memory, or `undefined` where this machine does not let us. */
export function smallDiskOrNone(megabytes: number): SmallDisk | undefined {
  const place = mkdtempSync(join(tmpdir(), 'alipay-intl-disk-'));
  try {
    execFileSync('/bin/mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', place], {
      stdio: 'ignore',
    });
  } catch {
    rmSync(place, { recursive: true });
    return undefined;
  }
  const ballast = join(place, 'ballast');
  return {
    folder: join(place, 'store'),
    fill: () => {
      // The store writes meanwhile, so how much is left is not known.
      for (let piece = 1_048_576; piece >= 4_096; piece /= 2) while (appends(ballast, piece)) {}
    },
    free: () => rmSync(ballast, { force: true }),
    remove: () => {
      execFileSync('/bin/umount', ['--lazy', place]);
      rmSync(place, { recursive: true });
    },
  };
}

function appends(path: string, bytes: number): boolean {
  try {
    appendFileSync(path, Buffer.alloc(bytes));
    return true;
  } catch {
    return false;
  }
}
