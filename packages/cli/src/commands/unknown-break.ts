import { wrongArgument } from '../command/wrong-argument.ts';
import { printable } from '../output/columns.ts';

/** The fault of a command about a break that there is not. */
export function unknownBreak(id: string, merchant: string): Error {
  return wrongArgument(
    `The merchant ${merchant} has no break ${printable(id)}.`,
    'alipay-intl breaks list shows the ids.',
  );
}
