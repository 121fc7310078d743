/** How a part of the summary looks where there is colour. */
export type Look = 'heading' | 'good' | 'bad' | 'later' | 'quiet';

/** Gives a text a look. */
export type Paint = (look: Look, text: string) => string;

const codes: Readonly<Record<Look, string>> = {
  heading: '1',
  good: '1;32',
  bad: '1;31',
  later: '1;33',
  quiet: '2',
};

/** Paints with ANSI sequences, or not at all. */
export function painter(colour: boolean): Paint {
  return colour ? (look, text) => `\u001b[${codes[look]}m${text}\u001b[0m` : (_, text) => text;
}
