import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const execute = promisify(execFile);

// Says on leaving which packages were loaded. It runs in the thread of the module hooks.
const hooks = `
export async function load(url, context, nextLoad) {
  const [, name] = /.*\\/node_modules\\/((?:@[^/]+\\/)?[^/]+)\\//.exec(url) ?? [];
  if (name !== undefined) process._rawDebug(name);
  return nextLoad(url, context);
}`;

/** Starts Node, imports a module into it and waits for its end. Answers the milliseconds that it took. */
export async function importMs(specifier: string | undefined, directory: string): Promise<number> {
  const started = performance.now();
  await execute(process.execPath, importing(specifier), { cwd: directory });
  return performance.now() - started;
}

/** The packages that importing a module loads, dependencies of dependencies included. */
export async function packagesLoadedBy(specifier: string, directory: string): Promise<readonly string[]> {
  const encode = (code: string): string => `data:text/javascript,${encodeURIComponent(code)}`;
  const register = `import { register } from 'node:module'; register(${JSON.stringify(encode(hooks))});`;
  const { stderr } = await execute(
    process.execPath,
    ['--no-warnings', '--import', encode(register), ...importing(specifier)],
    { cwd: directory },
  );
  return [...new Set(stderr.split('\n').filter((line) => line !== ''))].toSorted();
}

/** Node resolves a name in `--eval` from the working directory. */
function importing(specifier: string | undefined): string[] {
  const code = specifier === undefined ? '' : `import ${JSON.stringify(specifier)};`;
  return ['--input-type=module', '--eval', code];
}
