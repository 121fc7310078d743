import { type AcquiringDialect, acquiringDialects, OptionError } from '@alipay-intl/core';
import { expect, it } from 'vitest';
import { createVerifier, expectAccepted, paidBody, seal, verify } from './support.ts';

// A dialect object from JavaScript was taken as it came: a weak hash was used, and an unknown one broke verify().

const own: AcquiringDialect = { ...acquiringDialects['public-2.0.4'], version: '2.0.9', baseUrl: undefined };

it.each<[string, object]>([
  ['hash md5', { ...own, hash: 'md5' }],
  ['hash nonsense', { ...own, hash: 'nonsense' }],
  ['no hash', { ...own, hash: undefined }],
  ['no version', { ...own, version: '' }],
  ['a version of 9 characters', { ...own, version: '2.0.4.000' }],
  ['a version that is a number', { ...own, version: 2 }],
  ['another party field', { ...own, partyField: 'sellerId' }],
  ['sendsSignType as text', { ...own, sendsSignType: 'true' }],
  ['baseUrl null', { ...own, baseUrl: null }],
  ['a member too many', { ...own, hashes: ['sha256'] }],
  ['nothing in it', {}],
])('a dialect with %s is refused when the verifier is made', async (_case, dialect) => {
  const error = await createVerifier({ dialect: dialect as AcquiringDialect }).catch(
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(OptionError);
  expect(error).toMatchObject({ code: 'ERR_OPTION_INVALID' });
  const { issues } = error as OptionError;
  expect(issues.length).toBeGreaterThan(0);
  for (const { path } of issues) expect(path).toMatch(/^dialect/);
});

it.each<[string, AcquiringDialect]>([
  ['of its own', own],
  ['with sha1', { ...own, hash: 'sha1' }],
  ...Object.entries(acquiringDialects),
])('a whole dialect object is used: %s', async (_case, dialect) => {
  const verifier = await createVerifier({ dialect });
  expectAccepted(verify(verifier, seal(paidBody(), { hash: dialect.hash })));
});
