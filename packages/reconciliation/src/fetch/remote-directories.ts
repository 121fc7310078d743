import { addDays } from './calendar-day.ts';

/**
 * Where each family's files are on the server; the documents leave the place of A2, A4 and A5 open, and one consumer found A1 in the
 * flat directory. `{merchant}` and `{day}` (YYYYMMDD) are filled in. docs/wire/statements §2
 */
export const remoteDirectories: Readonly<Record<'classic' | 'acquiring' | 'v1', readonly string[]>> = {
  /** A1 to A5: one directory for all days. */
  classic: ['/download'],
  /** B0: the template, and the example, which has one level more. */
  acquiring: ['/download/{merchant}/{day}', '/download/IPAY/{merchant}/{day}'],
  /** B1 to B4. */
  v1: ['/v1/settlements/{merchant}/{day}'],
};

/** A directory of the server that is looked into. */
export interface RemoteDirectory {
  readonly path: string;
  /** The day in its path, `YYYY-MM-DD`, where it has one. */
  readonly day: string | undefined;
}

// The documents name the directory of one and the same file once by the day and once by the next. docs/wire/statements §2
const neighbours: readonly number[] = [-1, 0, 1, 2];

/** The directories in which files of the days may be: for those with a day, from the day before to two days after. */
export function directoriesFor(
  templates: readonly string[],
  merchant: string,
  days: readonly string[],
): readonly RemoteDirectory[] {
  const around = [...new Set(days.flatMap((day) => neighbours.map((offset) => addDays(day, offset))))].sort();
  return templates.flatMap((template): readonly RemoteDirectory[] => {
    const filled = template.replaceAll('{merchant}', merchant).replace(/(?<=.)\/+$/, '');
    if (!filled.includes('{day}')) return [{ path: filled, day: undefined }];
    return around.map((day) => ({ path: filled.replaceAll('{day}', day.replaceAll('-', '')), day }));
  });
}
