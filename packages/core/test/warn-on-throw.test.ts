import { reportWarning, warnOnThrow } from '@alipay-intl/core/printing';
import { afterEach, expect, test } from 'vitest';

const warnings: Error[] = [];
const keep = (warning: Error): void => void warnings.push(warning);
process.on('warning', keep);
afterEach(() => warnings.splice(0));

/** Node emits a warning later. */
async function warned(): Promise<readonly string[]> {
  await new Promise((resolve) => setImmediate(resolve));
  return warnings.map(({ name, message }) => `${name}: ${message}`);
}

test('what a function throws at once is a warning', async () => {
  warnOnThrow('TestWarning', () => {
    throw new TypeError('mail is down');
  });
  expect(await warned()).toEqual(['TypeError: mail is down']);
});

test('what a function rejects with later is a warning, not the end of the process', async () => {
  warnOnThrow('TestWarning', async () => {
    await new Promise((resolve) => setImmediate(resolve));
    throw 'mail is down';
  });
  await new Promise((resolve) => setImmediate(resolve));
  expect(await warned()).toEqual(['TestWarning: mail is down']);
});

test('what a function gives back is nothing to warn of', async () => {
  for (const given of [undefined, 7, Promise.resolve('x')]) warnOnThrow('TestWarning', () => given);
  expect(await warned()).toEqual([]);
});

const hostile: readonly (readonly [string, () => unknown])[] = [
  ['an object without a prototype', () => Object.create(null)],
  ['an object whose text throws', () => ({ toString: () => 0n + (1 as never) })],
  ['an error whose message is no text', () => Object.assign(new Error('x'), { message: Symbol('x') })],
  [
    'an error whose stack throws',
    () =>
      Object.defineProperty(new Error('x'), 'stack', {
        get: () => {
          throw new Error('no stack');
        },
      }),
  ],
  ['a proxy that is revoked', revoked],
];

function revoked(): unknown {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}

test.each(hostile)('%s is reported without harm', async (_name, make) => {
  reportWarning('TestWarning', make());
  expect(await warned()).toEqual(['TestWarning: Something was thrown that has no text.']);
});
