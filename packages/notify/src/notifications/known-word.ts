/** The word where it is one of the known ones, else `other`. */
export function knownWord<Word extends string>(text: string, known: readonly Word[]): Word | 'other' {
  return known.find((word) => word === text) ?? 'other';
}
