#!/usr/bin/env node
// A program that cannot be loaded is a fault; Node would end with 1, which means that there are breaks.
import('../dist/main.js').catch((error) => {
  process.stderr.write(`${error?.stack ?? error}\n`);
  process.exitCode = 3;
});
