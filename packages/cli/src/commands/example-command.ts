import type { Outcome } from '../command/run.ts';
import { exampleConfiguration } from '../configuration/example-configuration.ts';

/** `config example` */
export function exampleCommand(): Outcome {
  return { exitCode: 0, data: { yaml: exampleConfiguration }, text: exampleConfiguration };
}
