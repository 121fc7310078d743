// Are the packed packages what their manifests say: for publint, and for every way TypeScript can resolve them?
import { packAll } from './pack.mjs';
import { captureTool, toolFailure } from './run-command.mjs';

/** Findings of attw that are accepted, each with its reason. */
const accepted = {
  'cjs-resolves-to-esm':
    'The packages are ESM only. Every supported Node loads ESM with require(); test/consumers/commonjs does it.',
};

/** @param {string} tarball */
function inspect(tarball) {
  return Promise.all([
    captureTool('publint', ['run', tarball, '--strict']),
    // The profile `node16` leaves out the resolution of TypeScript's `node10`, which knows no exports maps.
    captureTool('attw', [
      tarball,
      ...['--profile', 'node16', '--format', 'ascii', '--no-color', '--no-emoji'],
      ...['--ignore-rules', ...Object.keys(accepted)],
    ]),
  ]);
}

try {
  for (const { name, tarball } of await packAll()) {
    const failed = (await inspect(tarball)).filter(({ code }) => code !== 0);
    for (const { output } of failed) console.log(`${name}\n${output.trim()}\n`);
    if (failed.length > 0) process.exitCode = 1;
  }
} catch (error) {
  if (!toolFailure(error)) throw error;
  console.log(error.message);
  process.exitCode = 1;
}
