const charactersMax = 40;

/** A value of somebody else's books for a message: cut, and without characters that steer a terminal. */
export function shownValue(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(visible(cut(value)));
  if (typeof value === 'number') return `the number ${value}`;
  if (typeof value === 'bigint') return `the bigint ${cut(String(value))}`;
  return Array.isArray(value) ? 'a list' : `a value of type ${typeof value}`;
}

function cut(text: string): string {
  const characters = [...text.slice(0, charactersMax * 2)];
  const isLonger = text.length > charactersMax * 2 || characters.length > charactersMax;
  return isLonger ? `${characters.slice(0, charactersMax).join('')}…` : text;
}

function visible(text: string): string {
  return text.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '?');
}
