// Unused files, exports and dependencies: once with tests, and once as the packages ship, where each package must
// declare what it imports and an export that only tests use must be tagged `@internal`.
import { captureTool } from './run-command.mjs';

for (const mode of [[], ['--production', '--strict', '--workspace', './packages/*']]) {
  const { code, output } = await captureTool('knip', ['--no-progress', '--no-config-hints', ...mode]);
  if (code === 0) continue;
  console.log(`knip ${mode.join(' ')}\n${output}`);
  process.exitCode = 1;
}
