/** Headers in any of the shapes that servers hand over: a flat raw list, a record, or Fetch `Headers`. */
export type ReceivedHeaders =
  | readonly string[]
  | Readonly<Record<string, string | readonly string[] | undefined>>
  | { readonly forEach: (visit: (value: string, name: string) => void) => void };

/**
 * The values of one header, whatever the case of its name. Node joins or drops repeated headers in its record, so
 * hand over the raw list (`rawHeaders`) where there is one.
 */
export function headerValues(headers: ReceivedHeaders, name: string): readonly string[] {
  const [values = []] = headerValuesOf(headers, [name]);
  return values;
}

/**
 * The values of several headers, in the order of their names, after one look through all headers.
 *
 * @param names - in small letters.
 */
export function headerValuesOf(
  headers: ReceivedHeaders,
  names: readonly string[],
): readonly (readonly string[])[] {
  const found: string[][] = names.map(() => []);
  if (Array.isArray(headers)) {
    for (let at = 0; at + 1 < headers.length; at += 2) {
      found[indexOfName(names, headers[at] ?? '')]?.push(headers[at + 1] ?? '');
    }
  } else {
    for (const [name, value] of pairsOf(headers)) found[indexOfName(names, name)]?.push(value);
  }
  return found;
}

// Every header of every request is looked for, so the lengths are compared first.
function indexOfName(names: readonly string[], key: string): number {
  for (let at = 0; at < names.length; at += 1) {
    const name = names[at] ?? '';
    if (key.length === name.length && key.toLowerCase() === name) return at;
  }
  return -1;
}

function pairsOf(headers: ReceivedHeaders): readonly (readonly [string, string])[] {
  const pairs: (readonly [string, string])[] = [];
  if (typeof headers.forEach === 'function') {
    (headers.forEach as (visit: (value: string, name: string) => void) => void)((value, name) =>
      pairs.push([name, value]),
    );
    return pairs;
  }
  for (const [name, value] of Object.entries(
    headers as Record<string, string | readonly string[] | undefined>,
  )) {
    for (const single of value === undefined ? [] : [value].flat()) pairs.push([name, single as string]);
  }
  return pairs;
}
