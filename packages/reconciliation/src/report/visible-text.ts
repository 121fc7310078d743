/** Characters that steer a terminal, turn the direction of a text, or cannot be seen: controls, formats, line separators, halves of pairs. */
const unseen = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}\p{Cn}\p{Default_Ignorable_Code_Point}]/gu;
const plain = /^[\x20-\x7e]*$/;
/** Letters that are written from right to left and would put what stands beside them into another order. */
const rightToLeft = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/gu;
const charactersMax = 200;

/** A text from outside, each character of which can be seen: the others become `⟨U+202E⟩`. */
export function visibleText(text: string): string {
  return plain.test(text) ? text : text.replace(unseen, codePoint);
}

/** A text that is cut where no real id is as long, which it then says. */
export function cutText(text: string): string {
  return text.length > charactersMax ? `${text.slice(0, charactersMax)}… (${text.length} characters)` : text;
}

/** An id or a file name for a sentence: cut, each character seen, in one direction. */
export function idText(id: string): string {
  return visibleText(cutText(id)).replace(rightToLeft, codePoint);
}

function codePoint(character: string): string {
  const digits = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  return `⟨U+${digits}⟩`;
}
