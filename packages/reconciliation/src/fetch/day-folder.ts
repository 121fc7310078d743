import { makeDayFolder } from './local-folder.ts';
import { PartFile } from './part-file.ts';
import { findNotes, leavePart, type PartOrigin, takeUp } from './part-note.ts';

/** The folder of a merchant and a day, as long as a fetch lasts. */
export interface DayFolder {
  readonly path: string;
  /**
   * The part to receive a file into: one that was left behind for the very same file, or a new one.
   *
   * @throws FetchError `ERR_FILE_WRITE`.
   */
  takePart(name: string, origin: PartOrigin): Promise<PartFile>;
  /** Leaves a part behind, so that the same file goes on with it. Never throws. */
  leavePart(part: PartFile, origin: PartOrigin): Promise<void>;
}

/** Gives the folder of a day, which is made where it is not there. @throws FetchError `ERR_FILE_WRITE`. */
export type OpenDayFolder = (day: string) => Promise<DayFolder>;

/** Makes the folders of one fetch, each only once. */
export function dayFolders(root: string, merchant: string): OpenDayFolder {
  const opened = new Map<string, Promise<DayFolder>>();
  return (day) => {
    const known = opened.get(day) ?? makeDayFolder(root, merchant, day).then(openFolder);
    opened.set(day, known);
    return known;
  };
}

function openFolder(path: string): DayFolder {
  // Looked for once, and again when something more was left behind.
  let notes: ReturnType<typeof findNotes> | undefined;
  return {
    path,
    takePart: async (name, origin) => {
      notes ??= findNotes(path);
      for (const note of (await notes).get(name) ?? []) {
        const left = await takeUp(note, origin);
        if (left !== undefined) return left;
      }
      return PartFile.create(path, name);
    },
    leavePart: async (part, origin) => {
      await leavePart(part, origin);
      notes = undefined;
    },
  };
}
