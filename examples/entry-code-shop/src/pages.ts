const style = `body{font:1.1rem/1.5 system-ui,sans-serif;margin:0;background:#f4f2ee;color:#22201c}
main{max-width:24rem;margin:2rem auto;padding:1.5rem;background:#fff;border-radius:.75rem}
label,input,button{display:block;width:100%;box-sizing:border-box;font:inherit}
input{min-height:3rem;padding:0 .75rem;margin:.25rem 0 1rem;border:2px solid #77706a;border-radius:.5rem}
button{min-height:3rem;border:0;border-radius:.5rem;background:#1d5c3a;color:#fff}
input:focus-visible,button:focus-visible{outline:3px solid #b45300;outline-offset:2px}.fault{color:#a1190a}`;

/** The page behind the Entry Code. */
export function entryPage(shopName: string, currency: string, fault?: string): string {
  const message = fault === undefined ? '' : `<p class="fault" role="alert">${escapeHtml(fault)}</p>`;
  return page(
    shopName,
    `${message}<form method="post" action="/pay">
<label for="amount">Amount in ${escapeHtml(currency)}</label>
<input id="amount" name="amount" inputmode="decimal" autocomplete="off" required>
<button type="submit">Pay</button>
</form>`,
  );
}

/** A page with one sentence. */
export function messagePage(title: string, sentence: string): string {
  return page(title, `<p role="status">${escapeHtml(sentence)}</p>`);
}

/** A page that posts a form to the wallet by itself, and by button where scripts are off. */
export function postPage(url: string, parameters: string): string {
  const fields = [...new URLSearchParams(parameters)]
    .map(([name, value]) => `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`)
    .join('');
  return page(
    'To your wallet',
    `<form id="go" method="post" action="${escapeHtml(url)}">${fields}<button type="submit">Open the wallet</button></form>
<script>document.getElementById('go').submit()</script>`,
  );
}

function page(title: string, body: string): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title><style>${style}</style></head>
<body><main><h1>${escapeHtml(title)}</h1>
${body}
</main></body></html>
`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
