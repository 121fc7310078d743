import { dialects } from '../envelope/dialect.ts';
import type { EnvelopeForm } from '../envelope/seal-envelope.ts';
import { assertOption, withoutUndefined } from '../option-check.ts';
import type { AcquiringOptions } from './acquiring-options.ts';

type Chosen = Required<Omit<AcquiringOptions, 'dialect' | 'isvAccessToken' | 'notifyUrl' | 'stateWords'>>;

/** The options of the acquiring gateway with every default filled in. */
export interface AcquiringSettings
  extends EnvelopeForm,
    Chosen,
    Pick<AcquiringOptions, 'isvAccessToken' | 'notifyUrl'> {
  readonly stateWords: Required<NonNullable<AcquiringOptions['stateWords']>>;
}

const defaults = {
  merchantId: 'TEST_MERCHANT',
  encoding: 'once',
  memberOrder: 'content-first',
  style: 'compact',
  statusField: 'acquirementStatus',
  barcodeExpiryMs: 3 * 60_000,
  notificationMember: 'request',
  acknowledgement: 'signed',
} as const satisfies Chosen;

/** The words that notes of the family use (docs/wire/acquiring §5.8, §8.1). */
const stateWords: AcquiringSettings['stateWords'] = {
  waiting: 'WAIT_BUYER_PAY',
  paid: 'TRADE_SUCCESS',
  closed: 'TRADE_CLOSED',
};

const choices = {
  encoding: ['once', 'twice'],
  memberOrder: ['content-first', 'signature-first'],
  style: ['compact', 'pretty', 'escaped'],
  notificationMember: ['request', 'response'],
  acknowledgement: ['signed', 'unsigned-allowed'],
} as const satisfies Partial<Record<keyof AcquiringOptions, readonly string[]>>;

/** Fills in the defaults and checks what was given. */
export function settleAcquiring(options: AcquiringOptions): AcquiringSettings {
  const { dialect = 'public-2.0.4', ...others } = withoutUndefined(options);
  const isDialect = Object.hasOwn(dialects, dialect);
  assertOption('acquiring.dialect', isDialect, `one of ${Object.keys(dialects).join(', ')}`);
  const settings: AcquiringSettings = {
    ...defaults,
    ...others,
    dialect: dialects[dialect],
    stateWords: { ...stateWords, ...withoutUndefined(others.stateWords ?? {}) },
  };
  checkSettings(settings);
  return settings;
}

function checkSettings(settings: AcquiringSettings): void {
  const { merchantId, statusField, barcodeExpiryMs, notifyUrl, isvAccessToken, dialect } = settings;
  for (const [name, values] of Object.entries(choices)) {
    const value: string = settings[name as keyof typeof choices];
    assertOption(
      `acquiring.${name}`,
      values.some((one) => one === value),
      `one of ${values.join(', ')}`,
    );
  }
  const isParty = /^[\x21-\x7e]+$/.test(merchantId) && merchantId.length <= dialect.partyLengthMax;
  assertOption('acquiring.merchantId', isParty, `1 to ${dialect.partyLengthMax} visible ASCII characters`);
  const isField = /^\w+(?:\.\w+)*$/.test(statusField);
  assertOption('acquiring.statusField', isField, 'names with dots between them');
  const isLife = Number.isSafeInteger(barcodeExpiryMs) && barcodeExpiryMs > 0;
  assertOption('acquiring.barcodeExpiryMs', isLife, 'a whole number above 0');
  assertOption('acquiring.notifyUrl', notifyUrl === undefined || URL.canParse(notifyUrl), 'a URL');
  assertOption('acquiring.isvAccessToken', isvAccessToken !== '', 'a text that is not empty');
}
