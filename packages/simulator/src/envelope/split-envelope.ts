import { readString, sliceMembers } from './slice-members.ts';

/** The two parts of an envelope, before anything is believed. */
export interface SplitEnvelope {
  /** Exact text of the inner object, from its `{` to its `}`: what the signature covers. */
  readonly content: string;
  /** `undefined` when there is no such member. */
  readonly signature: string | undefined;
}

/**
 * Splits an envelope (docs/wire/acquiring §3.1, §4.4): the inner object and `signature`, in either order, each once,
 * and nothing else. `undefined` when the text is anything else; a missing signature is left to the caller.
 */
export function splitEnvelope(text: string, member: 'request' | 'response'): SplitEnvelope | undefined {
  const members = sliceMembers(text);
  const names = members?.map(({ name }) => name) ?? [];
  const areKnown = names.every((name) => name === member || name === 'signature');
  if (members === undefined || !areKnown || new Set(names).size !== names.length) return undefined;
  const content = members.find(({ name }) => name === member)?.text;
  const written = members.find(({ name }) => name === 'signature')?.text;
  const signature = written === undefined ? undefined : readString(written);
  if (content?.startsWith('{') !== true || (written !== undefined && signature === undefined))
    return undefined;
  return { content, signature };
}
