import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { createCheckout, createMemoryJournal } from '@alipay-intl/payments/checkout';

/** What is tried: the checkout as a shop imports it, or a copy with a bug planted in it. */
export interface Product {
  readonly createCheckout: typeof createCheckout;
  readonly createMemoryJournal: typeof createMemoryJournal;
}

/** Loads the compiled checkout, of the package itself or of a directory with a copy of it. */
export async function loadProduct(directory: string | undefined): Promise<Product> {
  if (directory === undefined) return import('@alipay-intl/payments/checkout');
  return (await import(pathToFileURL(join(directory, 'checkout.js')).href)) as Product;
}
