// A database holds neither a NUL character nor half of a surrogate pair, and PGlite drops a byte order mark at the beginning.
const special = /[\\\0\ufeff]|\p{Surrogate}/gu;
const written = /\\(?:\\|u([0-9a-f]{4}))/g;

/** Writes any text so that a database holds it, and no two texts become one; usual text stays as it is. */
export function writeText(text: string): string {
  return text.replace(special, (character) =>
    character === '\\' ? '\\\\' : `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** Reads back what {@link writeText} wrote. */
export function readText(text: string): string {
  return text.replace(written, (_whole, code: string | undefined) =>
    code === undefined ? '\\' : String.fromCharCode(Number.parseInt(code, 16)),
  );
}
