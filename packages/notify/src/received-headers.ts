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
  if (Array.isArray(headers)) return valuesInRawList(headers, name);
  return pairsOf(headers).flatMap(([key, value]) => (isNamed(key, name) ? [value] : []));
}

// Every request is looked through a dozen times, so the lengths are compared first.
function isNamed(key: string, name: string): boolean {
  return key.length === name.length && key.toLowerCase() === name;
}

function valuesInRawList(list: readonly string[], name: string): readonly string[] {
  const values: string[] = [];
  for (let at = 0; at + 1 < list.length; at += 2) {
    if (isNamed(list[at] ?? '', name)) values.push(list[at + 1] ?? '');
  }
  return values;
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
