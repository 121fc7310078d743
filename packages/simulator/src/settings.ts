import { type AcquiringSettings, settleAcquiring } from './acquiring/acquiring-settings.ts';
import { assertOption, withoutUndefined } from './option-check.ts';
import type { SimulatorOptions } from './options.ts';
import { type StatementSettings, settleStatements } from './statements/statement-settings.ts';

const dayMs = 24 * 3_600_000;
const minuteMs = 60_000;

/** Waits between the deliveries of one notification: 0 s, 2 min, 10 min, 10 min, 1 h, 2 h, 6 h, 15 h (docs/wire/v1 §6.3). */
const documentedScheduleMs: readonly number[] = [0, 2, 10, 10, 60, 120, 360, 900].map(
  (minutes) => minutes * minuteMs,
);

type Filled<T> = { readonly [K in keyof T]-?: T[K] };
type SettingNames = Exclude<
  keyof SimulatorOptions,
  | 'port'
  | 'clock'
  | 'merchant'
  | 'contract'
  | 'acquiring'
  | 'statements'
  | 'sftp'
  | 'faults'
  | 'onCall'
  | 'onDelivery'
>;
type ContractNames = NonNullable<SimulatorOptions['contract']>;

/** The options with every default filled in. */
export interface Settings extends Filled<Pick<SimulatorOptions, SettingNames>> {
  readonly clientId: string;
  readonly contract: Filled<Omit<ContractNames, 'currencies' | 'amountMax'>> &
    Pick<ContractNames, 'currencies' | 'amountMax'>;
  readonly acquiring: AcquiringSettings;
  readonly statements: StatementSettings;
}

const defaults = {
  defaultExpiryMs: 10 * minuteMs,
  cancelWindow: 'next-day',
  responseTimeForm: 'iso',
  entryCodeForm: 'GET',
  placementResult: 'S',
  walletQuote: { currency: 'CNY', price: '7.1' },
  magicAmounts: true,
  notifications: 'on',
  resendSchedule: documentedScheduleMs,
  deliveryTimeoutMs: 5000,
  bodyBytesMax: 1_048_576,
  paymentsMax: 10_000,
  logLinesMax: 10_000,
} as const satisfies Omit<Settings, 'clientId' | 'contract' | 'acquiring' | 'statements'>;

const contractDefaults = {
  partialRefunds: true,
  multipleRefunds: true,
  refundMode: 'synchronous',
  refundWindowMs: 365 * dayMs,
  terminalRequired: true,
  cancelBlocksLatePay: true,
} as const satisfies Settings['contract'];

/** Fills in the defaults and checks the numbers. */
export function settleOptions(options: SimulatorOptions): Settings {
  const settings: Settings = {
    ...defaults,
    ...withoutUndefined(options),
    clientId: options.merchant?.clientId ?? 'TEST_SIMULATOR',
    contract: { ...contractDefaults, ...withoutUndefined(options.contract ?? {}) },
    acquiring: settleAcquiring(options.acquiring ?? {}),
    statements: settleStatements(options.statements ?? {}),
  };
  checkSettings(settings);
  return settings;
}

function checkSettings(settings: Settings): void {
  assertOption(
    'merchant.clientId',
    /^[\x21-\x7e]{1,64}$/.test(settings.clientId),
    '1 to 64 visible ASCII characters',
  );
  for (const name of [
    'defaultExpiryMs',
    'deliveryTimeoutMs',
    'bodyBytesMax',
    'paymentsMax',
    'logLinesMax',
  ] as const) {
    assertOption(name, Number.isSafeInteger(settings[name]) && settings[name] > 0, 'a whole number above 0');
  }
  const areWaits = settings.resendSchedule.every((waitMs) => Number.isFinite(waitMs) && waitMs >= 0);
  assertOption(
    'resendSchedule',
    areWaits && settings.resendSchedule.length > 0,
    'at least one wait of 0 ms or more',
  );
  const { walletQuote } = settings;
  const isQuote = walletQuote === 'none' || /^\d{1,9}(?:\.\d{1,9})?$/.test(walletQuote.price);
  assertOption('walletQuote.price', isQuote, 'a decimal number in text');
}
