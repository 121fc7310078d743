import { loadProduct } from '../product.ts';
import { BrokenTrial, runUniverses, universesFor } from '../trial.ts';
import type { Tried } from './catch-sabotage.ts';

// Tries one sabotaged copy after the other and prints a line of JSON for each.
const [seedText = '1', paymentsText = '5000', ...directories] = process.argv.slice(2);
const seed = Number(seedText);
Error.stackTraceLimit = 0;

async function tryOne(directory: string): Promise<Tried> {
  const product = await loadProduct(directory);
  try {
    const { payments } = await runUniverses(product, seed, 0, universesFor(seed, Number(paymentsText)));
    return { payments, broken: undefined };
  } catch (error) {
    if (!(error instanceof BrokenTrial)) throw error;
    const { rule, message } = error.cause.violation;
    return { payments: error.payments, broken: { rule, what: message.slice(rule.length + 2).trim() } };
  }
}

for (const directory of directories) console.log(JSON.stringify(await tryOne(directory)));
