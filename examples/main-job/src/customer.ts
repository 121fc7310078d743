import { demand } from './transcript.ts';

/** The customer's phone: a wallet with a web view, no cookies, redirects followed by hand. */
export interface Customer {
  readonly userAgent: string;
  /** Opens a page and returns its HTML. */
  open(url: string): Promise<string>;
  /** Sends a form and returns where the answer leads to. */
  send(url: string, fields?: Readonly<Record<string, string>>): Promise<string>;
}

/** An AlipayHK wallet, by the documented sample of its User-Agent. docs/wire/v1 §8.4. */
export const alipayHkUserAgent =
  'Mozilla/5.0 (Linux; U; Android 12; zh-CN; Phone) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/69.0 NebulaSDK/1.8.100112 Nebula AlipayDefined(nt:WIFI,ws:360|0|3.0) AliApp(APHK/5.1.0) AlipayClientHK/5.1.0 Language/zh-HK useStatusBar/true isConcaveScreen/false AlipayClient/ Alipay Language/zh-Hans AlipayConnect';

export function createCustomer(userAgent: string): Customer {
  const headers = { 'user-agent': userAgent };
  return {
    userAgent,
    async open(url) {
      const response = await fetch(url, { headers, redirect: 'manual' });
      demand(response.status === 200, `The page answered ${response.status}.`);
      return response.text();
    },
    async send(url, fields = {}) {
      const response = await fetch(url, {
        method: 'POST',
        headers,
        body: new URLSearchParams(fields),
        redirect: 'manual',
      });
      const location = response.headers.get('location');
      demand(
        response.status === 303 && location !== null,
        `The form answered ${response.status}, not a redirect.`,
      );
      return new URL(location, url).href;
    },
  };
}

/** The address of the form on a page whose address ends so. */
export function formAction(html: string, ending: string): string {
  const action = [...html.matchAll(/<form[^>]* action="([^"]+)"/g)]
    .map((match) => match[1] ?? '')
    .find((url) => url.endsWith(ending));
  demand(action !== undefined, `The page has no form for ${ending}.`);
  return action;
}
