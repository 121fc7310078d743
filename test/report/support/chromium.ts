import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const program = '/usr/bin/chromium';

/** Debian's Chromium, or `undefined` and a loud word where it is not installed. */
export async function chromiumOrNone(): Promise<Browser | undefined> {
  if (!existsSync(program)) {
    console.warn('LEFT OUT: the page of a report in a browser, because chromium is not installed.');
    return undefined;
  }
  // Root has no sandbox; the pages are our own, from a file.
  return await chromium.launch({ executablePath: program, args: ['--no-sandbox'] });
}
