import { createHash } from 'node:crypto';
import type { Break, ProviderSide } from '../match/break.ts';
import { canonicalText, toJson } from './json.ts';

/**
 * A digest of what a break says, 64 hex digits. Where its rows stand in their files is left out: a file that came again with another
 * row before them changes nothing that somebody has to look at.
 */
export function gistOf(one: Break): string {
  const { transaction, settlement } = one;
  const said = { ...one, transaction: withoutPlace(transaction), settlement: withoutPlace(settlement) };
  return createHash('sha256')
    .update(canonicalText(toJson(said)))
    .digest('hex');
}

function withoutPlace(side: ProviderSide | undefined): Omit<ProviderSide, 'file' | 'line'> | undefined {
  if (side === undefined) return undefined;
  const { file: _file, line: _line, ...said } = side;
  return said;
}
