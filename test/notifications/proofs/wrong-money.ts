import { Random } from '../../trial/random.ts';
import { clientId, notifyPath } from '../support/sender.ts';
import { type Genuine, sealContent, signAcquiring, signV1 } from './genuine.ts';
import { nowMs, recordOf } from './pool.ts';
import { createReceiverUnderTest, refusalOf, type Sabotage } from './receiver-under-test.ts';

/** What came of genuine signatures under the wrong money. */
export interface WrongMoneyReport {
  /** Deliveries that must have no effect, and how many had one. */
  wrong: number;
  effects: number;
  /** Deliveries that are right, between them, and how many of these had their effect. */
  right: number;
  rightEffects: number;
  readonly kinds: Record<string, number>;
  readonly codes: Record<string, number>;
}

type Wrong = (random: Random) => Genuine;

const usual = { currency: 'USD', value: '599' } as const;
const values = [
  '1',
  '598',
  '600',
  '5990',
  '59',
  '200000',
  '0',
  '9999999999999999',
  '-599',
  '599.0',
  '5.99',
] as const;
const odd = [
  '599abc',
  '0x257',
  '599e0',
  '5.99e2',
  ' 599',
  '599 ',
  '+599',
  '５９９',
  '',
  '59_9',
  '599,00',
] as const;
const currencies = ['JPY', 'HKD', 'CNY', 'EUR', 'KWD', 'usd', 'US', '', 'XXX', 'USD '] as const;

const idOf = (random: Random): string => `pay_${random.between(1, 999_999)}`;
const amountWith = (changes: object) => ({ ...usual, ...changes });
const as = (name: string) => ({ name, sentAtMs: nowMs, isRight: false });

function paidV1(random: Random, paymentAmount: unknown = usual, id = idOf(random)): Buffer {
  const result = { resultCode: 'SUCCESS', resultStatus: 'S', resultMessage: 'success' };
  const paymentId = `2026${random.bits()}`;
  // What the buyer's wallet says of it is another thing; here it always looks right.
  const more = { actualPaymentAmount: usual, orderAmount: usual, grossSettlementAmount: usual };
  const ids = { paymentRequestId: id, paymentId };
  return Buffer.from(
    JSON.stringify({ notifyType: 'PAYMENT_RESULT', result, ...ids, paymentAmount, ...more }),
  );
}

function paidIn(random: Random, orderAmount: unknown = usual, id = idOf(random)): object {
  const resultInfo = { resultStatus: 'S', resultCodeId: '00000000', resultCode: 'SUCCESS', resultMsg: '' };
  const ids = { acquirementId: `2026${random.bits()}`, merchantTransId: id };
  return { resultInfo, ...ids, orderAmount, payAmount: usual, merchantId: '2188000000000000023' };
}

/** Both families, by turns. */
const eitherWith =
  (name: string, amount: (random: Random) => unknown): Wrong =>
  (random) =>
    random.chance(0.5)
      ? signV1(paidV1(random, amount(random)), as(name))
      : signAcquiring(paidIn(random, amount(random)), as(name));

const wrongs: Readonly<Record<string, Wrong>> = {
  'another amount': eitherWith('amount', (random) => amountWith({ value: random.pick(values) })),
  'an amount that a lax reader takes for the right one': eitherWith('odd amount', (random) =>
    amountWith({ value: random.pick(odd) }),
  ),
  'an amount that is no text': eitherWith('no text', (random) =>
    random.pick([
      ...([amountWith({ value: 599.5 }), amountWith({ value: 600 }), amountWith({ value: [599] })] as const),
      ...([amountWith({ value: { value: '599' } }), [usual], '599', 599, null, true, {}] as const),
    ] as [unknown, ...unknown[]]),
  ),
  'another currency': eitherWith('currency', (random) => amountWith({ currency: random.pick(currencies) })),
  'a random amount': eitherWith('random amount', (random) =>
    amountWith({ value: String(600 + random.bits()), currency: random.pick(['USD', 'JPY']) }),
  ),
  'another system': (random) =>
    random.chance(0.5)
      ? signV1(paidV1(random, usual, `sale_${random.bits()}`), as('id'))
      : signAcquiring(paidIn(random, usual, `sale_${random.bits()}`), as('id')),
  'an id that only looks alike': (random) => {
    const id = random.pick(['PAY_1', ' pay_1', 'раy_1', '', '\u0000pay_1', '__proto__', 'constructor']);
    return random.chance(0.5)
      ? signV1(paidV1(random, usual, id), as('like id'))
      : signAcquiring(paidIn(random, usual, id), as('like id'));
  },
  'another client': (random) => {
    const other = random.pick(['T_OTHER', 'SANDBOX_T_111222333', 't_111222333', 'T_1112223334']);
    if (random.chance(0.5)) return signAcquiring(paidIn(random), { ...as('client'), clientId: other });
    const named = random.chance(0.5) ? { namedClientId: clientId } : {};
    return signV1(paidV1(random), { ...as('client'), clientId: other, ...named });
  },
  'another path': (random) => {
    const paths = [`${notifyPath}2`, '/', `${notifyPath}/`, '/other/shop', notifyPath.toUpperCase()] as const;
    return signV1(paidV1(random), { ...as('path'), path: random.pick(paths) });
  },
  'another query': (random) => {
    const signed = signV1(paidV1(random), { ...as('query'), query: '?shop=1' });
    return { ...signed, url: notifyPath + random.pick(['', '?shop=2', '?shop=1&x', '?Shop=1']) };
  },
  'another environment': (random) => {
    const pair = random.pick(['rsa3072', 'merchant'] as const);
    const keyVersion = random.pick(['1', '2', '3', undefined]);
    return random.chance(0.5)
      ? signV1(paidV1(random), { ...as('environment'), pair, keyVersion })
      : signAcquiring(paidIn(random), { ...as('environment'), pair });
  },
  'the other family': (random) => {
    const v1 = signV1(paidV1(random), as('family'));
    const sealed = signAcquiring(paidIn(random), as('family'));
    if (random.chance(0.25)) return { ...v1, body: sealed.body };
    if (random.chance(0.3)) return { ...sealed, headers: v1.headers };
    const [content, signature] = [v1.content.toString(), v1.signature];
    return random.chance(0.5)
      ? { ...v1, headers: [], body: Buffer.from(`{"request":${content},"signature":"${signature}"}`) }
      : sealContent(v1.content, { ...as('family'), pair: 'alipay' });
  },
};

const kinds = Object.entries(wrongs);

/** Delivers messages that were really signed, for other money than the record says; every tenth is right. */
export async function runWrongMoney(
  seed: number,
  count: number,
  sabotage?: Sabotage,
): Promise<WrongMoneyReport> {
  const report: WrongMoneyReport = {
    ...{ wrong: 0, effects: 0, right: 0, rightEffects: 0, kinds: {}, codes: {} },
  };
  const receiver = await createReceiverUnderTest(sabotage);
  for (let number = 0; number < count; number += 1) {
    const random = new Random(seed, number);
    const isRight = number % 10 === 0;
    const [name, make]: readonly [string, Wrong] = isRight ? ['right', rightOne] : anyKind(random);
    const { url, headers, body } = make(random);
    const before = receiver.effects;
    const receipt = await receiver.receive({ method: 'POST', url, headers: headers.flat(), body }, nowMs);
    report[isRight ? 'right' : 'wrong'] += 1;
    report[isRight ? 'rightEffects' : 'effects'] += receiver.effects - before;
    const code = refusalOf(receipt);
    report.kinds[name] = (report.kinds[name] ?? 0) + 1;
    report.codes[code] = (report.codes[code] ?? 0) + 1;
  }
  return report;
}

function anyKind(random: Random): readonly [string, Wrong] {
  const kind = kinds[random.between(0, kinds.length - 1)];
  if (kind === undefined) throw new Error('there is nothing wrong');
  return kind;
}

function rightOne(random: Random): Genuine {
  const id = idOf(random);
  const amount = recordOf(id)?.amount;
  return random.chance(0.5)
    ? signV1(paidV1(random, amount, id), { ...as('right'), isRight: true })
    : signAcquiring(paidIn(random, amount, id), { ...as('right'), isRight: true });
}
