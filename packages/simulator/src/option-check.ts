import { SimulatorError } from './simulator-error.ts';

/** An option that a JavaScript caller sets to undefined must not push its default aside. */
export function withoutUndefined<T extends object>(options: T): T {
  const entries = Object.entries(options).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as T;
}

/** Throws `ERR_SIMULATOR_OPTION_INVALID` with the option's name when it is not what is wanted. */
export function assertOption(name: string, isRight: boolean, wanted: string): void {
  if (!isRight) throw new SimulatorError('ERR_SIMULATOR_OPTION_INVALID', `${name} must be ${wanted}`);
}
