import type { PaymentRecord } from '../payments/payment.ts';
import { amountForPeople } from './amount-for-people.ts';
import { escapeHtml } from './escape-html.ts';

const style = `body{font:1.1rem/1.5 system-ui,sans-serif;margin:0;background:#f2f4f8;color:#14202e}
main{max-width:24rem;margin:2rem auto;padding:1.5rem;background:#fff;border-radius:.75rem}
h1{font-size:1.25rem;margin:0 0 .25rem}.amount{font-size:2rem;font-weight:700;margin:.5rem 0 1.5rem}
button{font:inherit;width:100%;min-height:3rem;border-radius:.5rem;border:2px solid #0b57c4;margin:.25rem 0;cursor:pointer}
.pay{background:#0b57c4;color:#fff}.refuse{background:#fff;color:#0b57c4}
button:focus-visible,a:focus-visible{outline:3px solid #b45300;outline-offset:2px}.note{color:#4a5666;font-size:.9rem}`;

const stateTexts: Readonly<Record<Exclude<PaymentRecord['status'], 'PROCESSING'>, string>> = {
  SUCCESS: 'You have paid.',
  FAIL: 'This payment was not made.',
  CANCELLED: 'The shop has cancelled this payment.',
};

/** The page on which the buyer pays or refuses; it needs no script and loads nothing. */
export function walletPage(payment: PaymentRecord): string {
  const { merchantName, orderDescription, amount } = payment.order;
  const body = `<h1>${escapeHtml(merchantName)}</h1>
<p>${escapeHtml(orderDescription)}</p>
<p class="amount">${escapeHtml(amountForPeople(amount))}</p>
${payment.status === 'PROCESSING' ? choiceForms(payment) : stateText(payment, payment.status)}`;
  return page(`Pay ${merchantName}`, body);
}

/** The page of an address that belongs to no payment. */
export function unknownPaymentPage(): string {
  return page('Unknown payment', '<h1>Unknown payment</h1>\n<p>This address belongs to no payment.</p>');
}

function choiceForms(payment: PaymentRecord): string {
  const address = `/wallet/${payment.walletToken}`;
  return `<form method="post" action="${address}/pay"><button class="pay" type="submit">Pay</button></form>
<form method="post" action="${address}/refuse"><button class="refuse" type="submit">Refuse</button></form>`;
}

function stateText(payment: PaymentRecord, status: keyof typeof stateTexts): string {
  const { redirectUrl } = payment.order;
  const back =
    redirectUrl === undefined ? '' : `\n<p><a href="${escapeHtml(redirectUrl)}">Back to the shop</a></p>`;
  return `<p role="status">${stateTexts[status]}</p>${back}`;
}

function page(title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>${style}</style>
</head>
<body>
<main>
${body}
<p class="note">Simulated wallet. No money moves.</p>
</main>
</body>
</html>
`;
}
