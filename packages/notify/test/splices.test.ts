import { createNotificationVerifier } from '@alipay-intl/notify';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { clientId, createRing, notifyPath, paidBody, seal } from './support/sender.ts';

// The signed text joins client id, time and body with dots, and each of them can hold dots: one signature fits every
// way to cut the text at two of its dots. Only one of them may be believed. docs/wire/v1 §2.1.

interface Cut {
  readonly clientId: string;
  readonly time: string;
  readonly body: string;
}

function* cutsOf(text: string): Generator<Cut> {
  for (let first = text.indexOf('.'); first !== -1; first = text.indexOf('.', first + 1)) {
    for (let second = text.indexOf('.', first + 1); second !== -1; second = text.indexOf('.', second + 1)) {
      yield {
        clientId: text.slice(0, first),
        time: text.slice(first + 1, second),
        body: text.slice(second + 1),
      };
    }
  }
}

const times = fc.constantFrom(
  '1793505600123',
  '2026-11-01T12:00:00+08:00',
  '2026-11-01T12:00:00.253+05:30',
  '2026-11-01T04:00:00.1234567Z',
);
// Values that look as if a time or a client id went on in them.
const dotted = fc.array(
  fc.constantFrom(
    '.',
    '..',
    '10.5',
    clientId,
    '1793505600123',
    '2026-11-01T12:00:00.253+05:30',
    '{',
    '}',
    'x',
  ),
  { maxLength: 8 },
);
const senders = fc.constantFrom(clientId, 'A.B', '5Y.1793505600123', 'SANDBOX_5Y.2026-11-01T12:00:00.1Z');

it('every cut but the right one is refused', async () => {
  const keyRing = await createRing();
  let cutsTried = 0;
  fc.assert(
    fc.property(senders, times, dotted, (sender, time, parts) => {
      const text = JSON.stringify(paidBody({ note: parts.join('.'), 'amount.value': '10.5', end: '.' }));
      const { headers } = seal(text, { clientId: sender, time });
      for (const cut of cutsOf(`${sender}.${time}.${text}`)) {
        cutsTried += 1;
        const isRight = cut.clientId === sender && cut.time === time;
        // Also a receiver that is configured for the spliced client id must not be fooled.
        // A cut that is no client id cannot even be configured.
        const configurable = [sender, cut.clientId].filter((id) => /^[\x21-\x7e]{1,128}$/.test(id));
        for (const configured of new Set(configurable)) {
          const verified = createNotificationVerifier({
            clientId: configured,
            keyRing,
            path: notifyPath,
          }).verify({
            method: 'POST',
            url: notifyPath,
            headers: { 'client-id': cut.clientId, 'request-time': cut.time, signature: headers.signature },
            body: Buffer.from(cut.body),
          });
          expect(verified.accepted).toBe(isRight && configured === sender);
        }
      }
    }),
    { numRuns: 300, seed: 20261101 },
  );
  expect(cutsTried).toBeGreaterThan(5_000);
});
