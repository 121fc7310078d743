import fc from 'fast-check';
import { expect, test } from 'vitest';
import { html } from '../../src/report/html/html.ts';

test('texts are escaped, markup made by the template is not', () => {
  const text = `<b title="x">'&\``;
  expect(html`<p title="${text}">${text}</p>`.toString()).toBe(
    '<p title="&#60;b title=&#34;x&#34;&#62;&#39;&#38;&#96;">&#60;b title=&#34;x&#34;&#62;&#39;&#38;&#96;</p>',
  );
  expect(html`<ul>${[1, 2].map((one) => html`<li>${one}</li>`)}</ul>${undefined}`.toString()).toBe(
    '<ul><li>1</li><li>2</li></ul>',
  );
});

test('what cannot be seen is shown as its code', () => {
  expect(html`${'a\u202eb\u0000\ud800\u200d'}`.toString()).toBe('a⟨U+202E⟩b⟨U+0000⟩⟨U+D800⟩⟨U+200D⟩');
});

test('no text can leave its place', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(html`${text}`.toString()).toMatch(/^(?:[^<>"'`&\p{Cc}\p{Cf}\p{Zl}\p{Zp}]|&#\d+;)*$/u);
    }),
  );
});
