const charactersMax = 200;

/** A text from a server for a message or an event: cut, and without characters that steer a terminal. */
export function printable(text: string): string {
  const cut = text.length > charactersMax ? `${text.slice(0, charactersMax)}…` : text;
  return cut.replace(/[^\x20-\x7e\u00a1-\u024f\u3000-\u9fff…]/gu, '?');
}
