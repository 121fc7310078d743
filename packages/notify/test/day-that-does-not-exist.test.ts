import { SignatureError } from '@alipay-intl/core';
import { describe, expect, it } from 'vitest';
import * as acquiring from './acquiring/support.ts';
import { expectAccepted, refusalOf, verifySealed } from './support/received.ts';
import { createVerifier, paidBody } from './support/sender.ts';

// A signed notification of 31 February was accepted: only the grammar of its time was looked at.

const noDays = ['2026-02-31T12:00:00+08:00', '2026-02-29T12:00:00Z', '2026-04-31T12:00:00.253+0530'];
const days = ['2028-02-29T12:00:00+08:00', '2026-12-31T23:59:59.999Z', '1793505600123'];

describe('the Request-Time header', () => {
  it.each(noDays)('%s is refused although it is signed', async (time) => {
    const verified = verifySealed(await createVerifier(), paidBody(), { time });
    expect(refusalOf(verified)).toBe('ERR_SIGNATURE_TIME');
    expect(verified).toMatchObject({ error: expect.any(SignatureError) });
  });

  it('is refused before the body is looked at', async () => {
    const verified = verifySealed(await createVerifier(), 'no JSON', { time: noDays[0]! });
    expect(refusalOf(verified)).toBe('ERR_SIGNATURE_TIME');
  });

  it('is looked at after the signature', async () => {
    const verified = verifySealed(await createVerifier(), paidBody(), { time: noDays[0]!, pair: 'merchant' });
    expect(refusalOf(verified)).toBe('ERR_SIGNATURE_INVALID');
  });

  it.each(days)('%s is a time', async (time) => {
    expectAccepted(verifySealed(await createVerifier(), paidBody(), { time }));
  });
});

describe('head.reqTime of the acquiring family', () => {
  const verify = async (reqTime: unknown) =>
    acquiring.verify(
      await acquiring.createVerifier(),
      acquiring.seal(acquiring.paidBody(), { head: { reqTime } }),
    );

  it.each([...noDays, 'yesterday', '', 1_793_505_600_123, null])('%j is refused', async (reqTime) => {
    expect(acquiring.refusalOf(await verify(reqTime))).toBe('ERR_NOTIFICATION_MALFORMED');
  });

  it.each([...days, undefined])('%j is taken', async (reqTime) => {
    acquiring.expectAccepted(await verify(reqTime));
  });
});
