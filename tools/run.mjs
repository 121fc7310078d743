// The single entry of every npm script: `node tools/run.mjs <task> [arguments]`.
// Only the version check lives here, in syntax that old releases of Node can still read.
import process from 'node:process';

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`alipay-intl needs Node 20.19 or later; this is Node ${process.versions.node}.`);
  process.exit(1);
}

const { runTask } = await import('./tasks.mjs');
process.exitCode = await runTask(process.argv[2], process.argv.slice(3));
