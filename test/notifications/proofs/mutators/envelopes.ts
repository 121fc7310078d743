import type { Mutant, Mutators } from '../mutant.ts';

interface Parts {
  readonly outer: string;
  readonly content: string;
  readonly signature: string;
}

/** Takes an envelope of the compact form apart, in bytes, and writes it in another way; `false` for what is none. */
function rewrite(
  { sources: [source], ...rest }: Mutant,
  write: (parts: Parts) => string,
  mutant: Mutant,
): boolean {
  const text = rest.body.toString('latin1');
  const [, outer = '', content = '', signature = ''] =
    /^\{"(request|response)":(\{.*\}),"signature":"([^"]*)"\}$/s.exec(text) ?? [];
  if (outer === '' || source === undefined) return false;
  mutant.body = Buffer.from(write({ outer, content, signature }), 'latin1');
  return true;
}

const written =
  (write: (parts: Parts) => string) =>
  (mutant: Mutant): boolean =>
    rewrite(mutant, write, mutant);

const escaped = (name: string): string =>
  `\\u${name.charCodeAt(0).toString(16).padStart(4, '0')}${name.slice(1)}`;
const plain = ({ outer, content, signature }: Parts): string =>
  `{"${outer}":${content},"signature":"${signature}"}`;

/** Changes of the envelope of the acquiring family. */
export const envelopeMutators: Mutators = {
  'members in the other order': written(
    ({ outer, content, signature }) => `{"signature":"${signature}","${outer}":${content}}`,
  ),
  'blanks between tokens': (mutant, random) => {
    const gap = (): string => random.pick(['', ' ', '\n', '\t\r\n']);
    return written(
      ({ outer, content, signature }) =>
        `${gap()}{${gap()}"${outer}"${gap()}:${gap()}${content}${gap()},${gap()}"signature"${gap()}:${gap()}"${signature}"${gap()}}${gap()}`,
    )(mutant);
  },
  'odd blanks between tokens': (mutant, random) => {
    const gap = random.pick(['\u00a0', '\v', '\f', '\0', '/**/', '\u0085']);
    return written(
      ({ outer, content, signature }) => `{"${outer}":${gap}${content},"signature":"${signature}"}`,
    )(mutant);
  },
  'the other outer member': written(({ outer, ...rest }) =>
    plain({ outer: outer === 'request' ? 'response' : 'request', ...rest }),
  ),
  'outer name of another case': written(({ outer, ...rest }) =>
    plain({ outer: outer.toUpperCase(), ...rest }),
  ),
  'names escaped': written(
    ({ outer, content, signature }) =>
      `{"${escaped(outer)}":${content},"${escaped('signature')}":"${signature}"}`,
  ),
  'signature escaped': written(({ signature, ...rest }) =>
    plain({ ...rest, signature: escaped(signature).replaceAll('/', '\\/') }),
  ),
  'signature wrongly escaped': written(({ signature, ...rest }) =>
    plain({ ...rest, signature: `\\x${signature}` }),
  ),
  'content repeated': written(
    ({ outer, content, signature }) =>
      `{"${outer}":${content},"${outer}":${content},"signature":"${signature}"}`,
  ),
  'both outer members': (mutant, random) => {
    const other = random.pick(['{}', 'null', '{"head":{},"body":{}}', '1']);
    return written(({ content, signature }) => {
      const parts = [`"request":${content}`, `"response":${other}`];
      return `{${random.chance(0.5) ? parts.join() : parts.toReversed().join()},"signature":"${signature}"}`;
    })(mutant);
  },
  'signature repeated': (mutant, random) =>
    written(({ outer, content, signature }) => {
      const texts = [signature, random.pick(['', 'AAAA', signature])];
      const [one, two] = random.chance(0.5) ? texts : texts.toReversed();
      return `{"signature":"${one}","${outer}":${content},"signature":"${two}"}`;
    })(mutant),
  'signature that is no text': (mutant, random) =>
    written(({ outer, content, signature }) => {
      const value = random.pick(['null', '1', '{}', `["${signature}"]`, 'true', '""']);
      return `{"${outer}":${content},"signature":${value}}`;
    })(mutant),
  'no signature': written(({ outer, content }) => `{"${outer}":${content}}`),
  'further member': (mutant, random) =>
    written(({ outer, content, signature }) => {
      const more = random.pick(['"x":1', '"__proto__":{}', '"head":{}', '"Signature":""']);
      return `{"${outer}":${content},${more},"signature":"${signature}"}`;
    })(mutant),
  'content as text': written(({ content, ...rest }) => plain({ ...rest, content: JSON.stringify(content) })),
  'content in an object': written(({ content, ...rest }) =>
    plain({ ...rest, content: `{"request":${content}}` }),
  ),
  'blanks inside the content': written(({ content, ...rest }) =>
    plain({ ...rest, content: content.replace(',', ', ') }),
  ),
  'blanks at the ends of the content': written(({ content, ...rest }) =>
    plain({ ...rest, content: `{ ${content.slice(1)}` }),
  ),
  'only the content': written(({ content }) => content),
  'only the body': written(({ content, ...rest }) =>
    plain({ ...rest, content: content.slice(content.indexOf('"body":') + 7, -1) }),
  ),
  'envelope in an envelope': written((parts) => plain({ ...parts, content: plain(parts) })),
  'trailing envelope': written((parts) => plain(parts) + plain(parts)),
};
