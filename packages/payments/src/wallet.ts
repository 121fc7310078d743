/** A wallet told by its User-Agent. */
export interface RecognizedWallet {
  /** `ALIPAY_CN`, `ALIPAY_HK`, a name from your own list, `ALIPAY_PLUS` for another wallet of Alipay+, or `UNKNOWN`. */
  readonly wallet: string;
  /** Whether the wallet says that it takes Alipay+ codes. */
  readonly isAlipayPlus: boolean;
}

/** One more wallet that you know: the text its User-Agent holds. */
export interface WalletIdentifier {
  readonly wallet: string;
  readonly contains: string;
}

const documented: readonly WalletIdentifier[] = [
  // AlipayHK's text holds the mainland wallet's marks too, so it is looked for first.
  { wallet: 'ALIPAY_HK', contains: 'AliApp(APHK/' },
  { wallet: 'ALIPAY_HK', contains: 'AlipayClientHK/' },
  { wallet: 'ALIPAY_CN', contains: 'AliApp(AP/' },
  { wallet: 'ALIPAY_CN', contains: 'AlipayClient/' },
];

/**
 * Tells which wallet opened the Entry Code page, to choose what the page shows. Alipay chooses the wallet itself
 * from the same header, so pass the header on unchanged in `order.env.userAgent`. docs/wire/v1 §8.4.
 *
 * @param userAgent - the User-Agent header of the page request.
 * @param identifiers - more wallets; they are looked for first, in order.
 */
export function recognizeWallet(
  userAgent: string | undefined,
  identifiers: readonly WalletIdentifier[] = [],
): RecognizedWallet {
  const text = userAgent ?? '';
  const found = [...identifiers, ...documented].find(({ contains }) => text.includes(contains));
  const isAlipayPlus = text.includes('AlipayConnect');
  return { wallet: found?.wallet ?? (isAlipayPlus ? 'ALIPAY_PLUS' : 'UNKNOWN'), isAlipayPlus };
}
