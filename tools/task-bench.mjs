import { listFiles } from './repository.mjs';
import { failTool, run } from './run-command.mjs';

/**
 * Runs every file of `benchmarks/` in a process of its own, against the compiled packages.
 * @param {string[]} names
 * @returns {Promise<number>}
 */
export async function bench(names) {
  const all = listFiles().filter((file) => /^benchmarks\/[^/]+\.ts$/.test(file));
  const chosen = all.filter((file) => names.length === 0 || names.some((name) => file.includes(name)));
  if (chosen.length === 0) {
    throw failTool(
      all.length === 0
        ? 'benchmarks/ has no benchmark.'
        : `No benchmark matches ${names.join(', ')}. There are:\n${all.map((file) => `  ${file}`).join('\n')}`,
    );
  }
  const failed = [];
  for (const file of chosen) {
    console.log(`\n${file}`);
    const code = await run(process.execPath, [
      '--expose-gc',
      '--import',
      './tools/typescript-loader.mjs',
      file,
    ]);
    if (code !== 0) failed.push(file);
  }
  if (failed.length > 0) console.error(`\nFailed: ${failed.join(', ')}`);
  return failed.length > 0 ? 1 : 0;
}
