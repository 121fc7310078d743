import type { JsonObject } from '@alipay-intl/core/signing';
import { objectMember, textMember } from '../wire-members.ts';

/** Where to send the buyer's browser so that the wallet's cashier opens. docs/wire/v1 §8.3. */
export interface BuyerRedirect {
  /** `navigate`: go to the URL. `post`: post `parameters` to it as a form. */
  readonly how: 'navigate' | 'post';
  /** May have a wallet's own scheme, such as `alipays:`. */
  readonly url: string;
  /** The form data for `post`, as received. */
  readonly parameters: string | undefined;
  /** The `method` that Alipay wrote: `GET`, `POST`, `SCAN` or something new; undefined for a plain link. */
  readonly method: string | undefined;
  /** Every link of the answer, for an app that wants a certain one. */
  readonly links: {
    readonly redirectUrl: string | undefined;
    readonly applinkUrl: string | undefined;
    readonly schemeUrl: string | undefined;
    readonly normalUrl: string | undefined;
  };
}

/** Finds where to send the buyer: the redirect form, else app link, scheme link, web page. docs/wire/v1 §8.3. */
export function readBuyerRedirect(answer: JsonObject): BuyerRedirect | undefined {
  const form = objectMember(answer, 'redirectActionForm') ?? {};
  const links = {
    redirectUrl: textMember(form, 'redirectUrl'),
    applinkUrl: textMember(answer, 'applinkUrl'),
    schemeUrl: textMember(answer, 'schemeUrl'),
    normalUrl: textMember(answer, 'normalUrl'),
  };
  const url = links.redirectUrl ?? links.applinkUrl ?? links.schemeUrl ?? links.normalUrl;
  if (url === undefined) return undefined;
  const method = links.redirectUrl === undefined ? undefined : textMember(form, 'method');
  const how = method?.toUpperCase() === 'POST' ? 'post' : 'navigate';
  return { how, url, parameters: how === 'post' ? textMember(form, 'parameters') : undefined, method, links };
}
