/** Narrows an outcome to one kind, or fails with the kind that came instead. */
export function expectKind<Outcome extends { readonly kind: string }, Kind extends Outcome['kind']>(
  outcome: Outcome,
  kind: Kind,
): Extract<Outcome, { readonly kind: Kind }> {
  if (outcome.kind === kind) return outcome as Extract<Outcome, { readonly kind: Kind }>;
  const cause = 'cause' in outcome ? outcome.cause : undefined;
  throw new Error(`expected ${kind}, got ${outcome.kind}`, { cause });
}
