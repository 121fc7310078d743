import type {
  AlipayErrorCode,
  Amount,
  AnsweredExchange,
  Exchange,
  ExternalSigner,
  JsonObject,
  JsonValue,
  KeyMatch,
  LostExchange,
  Result,
  ResultStatus,
  UnprovenExchange,
  V1Gateway,
} from '@alipay-intl/core';
import {
  AlipayError,
  createAmount,
  createV1Gateway,
  importPrivateKey,
  isAlipayError,
  isAmount,
  OptionError,
  ProtocolError,
  readAmount,
  SignatureError,
  TransportError,
} from '@alipay-intl/core';
import { describe, expect, expectTypeOf, test } from 'vitest';

// These are checked by the compiler; at run time there is nothing to do.
describe('exchanges', () => {
  test('are a closed union of three kinds', () => {
    expectTypeOf<Exchange>().toEqualTypeOf<AnsweredExchange | UnprovenExchange | LostExchange>();
    expectTypeOf<Exchange['kind']>().toEqualTypeOf<'answered' | 'unproven' | 'lost'>();
    const name = (exchange: Exchange): string => {
      switch (exchange.kind) {
        case 'answered':
          expectTypeOf(exchange.result).toEqualTypeOf<Result>();
          expectTypeOf(exchange.body).toEqualTypeOf<JsonObject>();
          expectTypeOf(exchange.verifiedBy).toEqualTypeOf<KeyMatch>();
          expectTypeOf(exchange).not.toHaveProperty('error');
          return exchange.responseTime;
        case 'unproven':
          expectTypeOf(exchange.error).toEqualTypeOf<SignatureError | ProtocolError>();
          expectTypeOf(exchange.claimed).toEqualTypeOf<Result | undefined>();
          expectTypeOf(exchange).not.toHaveProperty('result');
          expectTypeOf(exchange).not.toHaveProperty('body');
          return exchange.error.code;
        case 'lost':
          expectTypeOf(exchange.error).toEqualTypeOf<TransportError>();
          expectTypeOf(exchange).not.toHaveProperty('result');
          return exchange.error.code;
      }
    };
    expect(name).toBeTypeOf('function');
  });
  test('have a result only after their kind was looked at', () => {
    const read = (exchange: Exchange): unknown => {
      // @ts-expect-error only an answered exchange has a result
      return exchange.result;
    };
    expect(read).toBeTypeOf('function');
  });
  test('come from a gateway as a promise', () => {
    expectTypeOf<V1Gateway['exchange']>().returns.resolves.toEqualTypeOf<Exchange>();
    expectTypeOf(createV1Gateway).returns.resolves.toEqualTypeOf<V1Gateway>();
  });
});

describe('errors', () => {
  test('have a closed union of codes', () => {
    expectTypeOf<AlipayErrorCode>().not.toEqualTypeOf<string>();
    expectTypeOf<string>().not.toExtend<AlipayErrorCode>();
    expectTypeOf<'ERR_KEY_INVALID'>().toExtend<AlipayErrorCode>();
    expectTypeOf<'ERR_ANYTHING'>().not.toExtend<AlipayErrorCode>();
    expectTypeOf<AlipayError['code']>().toEqualTypeOf<AlipayErrorCode>();
    for (const own of [OptionError, SignatureError, TransportError, ProtocolError]) {
      expect(own.prototype).toBeInstanceOf(AlipayError);
    }
    expectTypeOf<OptionError['code']>().toExtend<AlipayErrorCode>();
    expectTypeOf<TransportError['bytesMayHaveLeft']>().toEqualTypeOf<boolean>();
    expectTypeOf<SignatureError['code']>().not.toExtend<TransportError['code']>();
  });
  test('are narrowed by isAlipayError', () => {
    expectTypeOf(isAlipayError).guards.toEqualTypeOf<AlipayError>();
  });
  test('cannot be made with a code of another class', () => {
    // @ts-expect-error a transport error has no such code
    expect(new TransportError('ERR_KEY_INVALID', { what: '', next: '', bytesMayHaveLeft: false }).code).toBe(
      'ERR_KEY_INVALID',
    );
  });
});

describe('money', () => {
  test('is text, never a number and never any', () => {
    expectTypeOf<Amount>().not.toBeAny();
    expectTypeOf<Amount>().toEqualTypeOf<{ readonly currency: string; readonly value: string }>();
    expectTypeOf(createAmount).parameter(1).toEqualTypeOf<bigint | string>();
    expectTypeOf(readAmount).returns.toEqualTypeOf<Amount | undefined>();
    expectTypeOf(readAmount).parameter(0).toBeUnknown();
    expectTypeOf(isAmount).guards.toEqualTypeOf<Amount>();
  });
});

describe('what comes from outside', () => {
  test('is not any', () => {
    expectTypeOf<JsonObject[string]>().toEqualTypeOf<JsonValue | undefined>();
    expectTypeOf<JsonObject>().not.toBeAny();
    expectTypeOf<ResultStatus>().toEqualTypeOf<'S' | 'F' | 'U'>();
  });
  test('a signer may answer now or later', () => {
    expectTypeOf<ExternalSigner['sign']>().returns.toEqualTypeOf<Promise<Uint8Array> | Uint8Array>();
    expectTypeOf(importPrivateKey).parameter(0).not.toBeAny();
  });
});
