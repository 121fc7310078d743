import type { TimeWindow } from '@alipay-intl/notify';
import { createNotificationReceiver } from '@alipay-intl/notify';
import { describe, expect, test } from 'vitest';
import { forgetfulLog } from '../../support/forgetful-log.ts';
import { type Genuine, signAcquiring, signV1 } from './genuine.ts';
import { nowMs } from './pool.ts';
import { refusalOf, verifiersUnderTest } from './receiver-under-test.ts';

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;
const body = { notifyType: 'NEW', result: { resultStatus: 'S', resultCode: 'SUCCESS', resultMessage: '' } };
const verifiers = await verifiersUnderTest();

/** What becomes of a message at a time by the clock of the receiver. */
async function outcomeOf(
  { url, headers, body: bytes }: Genuine,
  atMs: number,
  window?: TimeWindow,
): Promise<string> {
  const receiver = createNotificationReceiver({
    ...{ verifiers, lookup: 'handler-compares', window, clock: { now: () => atMs } },
    ...{ log: forgetfulLog, handler: () => undefined },
  });
  return refusalOf(await receiver.receive({ method: 'POST', url, headers: headers.flat(), body: bytes }));
}

const families: readonly (readonly [string, (time: string) => Genuine])[] = [
  ['v1', (time) => signV1(Buffer.from(JSON.stringify(body)), { name: 'time', sentAtMs: nowMs, time })],
  ['acquiring', (time) => signAcquiring(body, { name: 'time', sentAtMs: nowMs, time, function: 'new' })],
];
const iso = (ms: number): string => new Date(ms).toISOString();
const tooOddIn = { v1: 'ERR_SIGNATURE_TIME', acquiring: 'ERR_NOTIFICATION_MALFORMED' } as const;

describe.each(families)('%s', (family, sign) => {
  test.each<[string, number, string]>([
    ['26 hours old', -26 * hour, 'handled'],
    ['26 hours and a millisecond old', -26 * hour - 1, 'ERR_NOTIFICATION_TIME'],
    ['10 minutes ahead', 10 * minute, 'handled'],
    ['10 minutes and a millisecond ahead', 10 * minute + 1, 'ERR_NOTIFICATION_TIME'],
    ['ten years ahead (stripe-node)', 3652 * day, 'ERR_NOTIFICATION_TIME'],
    ['ten years old', -3652 * day, 'ERR_NOTIFICATION_TIME'],
    ['of 1970', -nowMs, 'ERR_NOTIFICATION_TIME'],
  ])('%s', async (_name, shiftMs, outcome) => {
    expect(await outcomeOf(sign(iso(nowMs + shiftMs)), nowMs)).toBe(outcome);
  });

  test('a window of one’s own has its bounds to the millisecond, in both directions', async () => {
    const window = { pastMs: 5 * minute, futureMs: 0 };
    const message = sign(iso(nowMs));
    const outcomes = [-1, 0, 5 * minute, 5 * minute + 1].map((late) =>
      outcomeOf(message, nowMs + late, window),
    );
    expect(await Promise.all(outcomes)).toEqual([
      'ERR_NOTIFICATION_TIME',
      'handled',
      'handled',
      'ERR_NOTIFICATION_TIME',
    ]);
  });

  test.each([-10 * minute, -minute, 0, minute, 10 * minute])(
    'a clock that is %i ms wrong believes all of the resends that it must',
    async (skewMs) => {
      // docs/wire/v1 §6.3: eight deliveries within 24 hours and 22 minutes, perhaps all with the first time.
      const resends = [0, 2, 12, 22, 82, 202, 562, 1_462].map((minutes) => minutes * minute);
      const message = sign(iso(nowMs));
      for (const late of resends) expect(await outcomeOf(message, nowMs + late + skewMs)).toBe('handled');
    },
  );

  // The same moment, and one millisecond behind the bound, whatever the offset it is told with.
  test.each([
    '2028-02-29T12:00:00Z',
    '2028-02-29T17:30:00+05:30',
    '2028-02-29T08:30:00-03:30',
    '2028-02-29T23:59:59.999+12:45',
    '2028-02-28T22:00:00-1400',
    '2026-12-31T23:59:59.999Z',
    '2027-01-01T00:00:00+14:00',
    '2026-12-31T20:29:59-03:30',
    // The hour that New York has twice, and the one that it does not have.
    '2026-11-01T01:30:00-04:00',
    '2026-11-01T01:30:00-05:00',
    '2026-03-08T02:30:00-05:00',
    '2026-03-29T02:30:00+01:00',
  ])('%s is the moment that it says', async (time) => {
    const sentAtMs = Date.parse(time.replace(/([+-]\d\d)(\d\d)$/, '$1:$2'));
    const message = sign(time);
    const window = { pastMs: second, futureMs: 0 };
    const outcomes = [-1, 0, second, second + 1].map((late) => outcomeOf(message, sentAtMs + late, window));
    expect(await Promise.all(outcomes)).toEqual([
      'ERR_NOTIFICATION_TIME',
      'handled',
      'handled',
      'ERR_NOTIFICATION_TIME',
    ]);
  });

  test.each([
    ...['2026-12-31T23:59:60Z', '2016-12-31T23:59:60Z', '2027-02-29T12:00:00Z', '2100-02-29T12:00:00Z'],
    ...['2026-11-01T24:00:00Z', '2026-11-01T12:00:00', '2026-11-01T12:00:00+15:00', '2026-11-31T12:00:00Z'],
  ])('%s is no time', async (time) => {
    const outcome = await outcomeOf(sign(time), Date.parse('2026-12-31T23:59:59Z'), {
      pastMs: 366 * day,
      futureMs: day,
    });
    expect(outcome).toBe(tooOddIn[family as 'v1']);
  });
});

test('13 digits of milliseconds have the same bounds', async () => {
  const [[, sign] = ['', signAcquiring as never]] = families;
  const bounds = [-26 * hour - 1, -26 * hour, 10 * minute, 10 * minute + 1];
  const outcomes = bounds.map((shift) => outcomeOf(sign(String(nowMs + shift)), nowMs));
  expect(await Promise.all(outcomes)).toEqual([
    'ERR_NOTIFICATION_TIME',
    'handled',
    'handled',
    'ERR_NOTIFICATION_TIME',
  ]);
});

test.each([
  ...['America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'America/St_Johns', 'Pacific/Apia'],
])('the zone %s of the host changes nothing', async (zone) => {
  const before = process.env['TZ'];
  try {
    process.env['TZ'] = zone;
    expect(new Date(nowMs).getTimezoneOffset()).not.toBe(0);
    for (const [, sign] of families) {
      expect(await outcomeOf(sign('2026-11-01T12:00:00+08:00'), nowMs + 26 * hour)).toBe('handled');
      expect(await outcomeOf(sign('2026-11-01T12:00:00+08:00'), nowMs + 26 * hour + 1)).toBe(
        'ERR_NOTIFICATION_TIME',
      );
    }
  } finally {
    if (before === undefined) delete process.env['TZ'];
    else process.env['TZ'] = before;
  }
});
