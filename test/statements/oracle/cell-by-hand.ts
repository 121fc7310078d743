/** Reads single cells slowly and simply; `undefined` stands for an empty one, `wrong` for one that says nothing. */
export type Cell<T> = T | undefined | 'wrong';

const known: ReadonlyMap<string, number> = new Map(
  Intl.supportedValuesOf('currency').map((code) => {
    const format = new Intl.NumberFormat('en', { style: 'currency', currency: code });
    return [code, format.resolvedOptions().maximumFractionDigits ?? 0];
  }),
);

/** Decimals of a currency as the platform knows them. */
export function digitsOf(code: string): Cell<number> {
  return code === '' ? undefined : (known.get(code) ?? 'wrong');
}

/** An amount in the smallest unit. */
export function amount(text: string, decimals: number): Cell<bigint> {
  if (text === '' || text === '-') return undefined;
  const [all, sign = '', whole = '', fraction = ''] = /^([+-]?)(\d*)(?:\.(\d+))?$/.exec(text) ?? [];
  if (all === undefined || whole + fraction === '') return 'wrong';
  const kept = fraction.slice(0, decimals).padEnd(decimals, '0');
  if (/[1-9]/.test(fraction.slice(decimals))) return 'wrong';
  const size = BigInt(`0${whole}${kept}`);
  return size >= 10n ** 15n ? 'wrong' : sign === '-' ? -size : size;
}

/** A rate as a number, and half of its last decimal, within a thousandth of it. */
export function rate(text: string): Cell<{ readonly value: number; readonly error: number }> {
  if (text === '' || text === '-') return undefined;
  if (!/^\d*(?:\.\d+)?$/.test(text)) return 'wrong';
  if (text.replace('.', '').length > 15) return 'wrong';
  const decimals = text.includes('.') ? text.length - text.indexOf('.') - 1 : 0;
  const value = Number(text);
  return { value, error: decimals === 0 ? 0 : Math.min(0.5 * 10 ** -decimals, value / 1_000) };
}

const yearFirst = /^(\d{4})-(\d\d)-(\d\d)(?: (\d{1,2}):(\d\d):(\d\d))?$/;
const monthFirst = /^(\d{1,2})\/(\d{1,2})\/(\d{4}) (\d{1,2}):(\d\d)(?::(\d\d))?$/;
const iso = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?(?:Z|([+-])(\d\d):?(\d\d))$/;

/** How a family prints its times. */
type Times = 'clock' | 'month first' | 'iso';

/** A time in milliseconds, in a form that its family prints. */
export function moment(text: string, times: Times, mayBeDay: boolean): Cell<number> {
  if (text === '') return undefined;
  const china = yearFirst.exec(text);
  if (china !== null) {
    const isOfForm = china[4] === undefined ? mayBeDay : times !== 'iso';
    return isOfForm ? utc(china.slice(1), 480) : 'wrong';
  }
  if (times === 'iso') return isoMoment(iso.exec(text));
  const [, month, day, year, ...clock] = (times === 'month first' ? monthFirst.exec(text) : null) ?? [];
  return month === undefined ? 'wrong' : utc([year, month, day, ...clock], 480);
}

function isoMoment(own: RegExpExecArray | null): Cell<number> {
  if (own === null) return 'wrong';
  const [hours, minutes] = [Number(own[9] ?? 0), Number(own[10] ?? 0)];
  if (hours > 14 || minutes > 59) return 'wrong';
  const at = utc(own.slice(1, 7), (own[8] === '-' ? -1 : 1) * (hours * 60 + minutes));
  return typeof at === 'number' ? at + Number((own[7] ?? '').padEnd(3, '0').slice(0, 3)) : at;
}

function utc(parts: readonly (string | undefined)[], offset: number): Cell<number> {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts.map((part) =>
    Number(part ?? 0),
  );
  const at = new Date(Date.UTC(year, month - 1, day, hour, minute, second));
  const isSame = at.getUTCMonth() === month - 1 && at.getUTCDate() === day && at.getUTCHours() === hour;
  if (!isSame || minute > 59 || second > 59 || year < 1970) return 'wrong';
  return at.getTime() - offset * 60_000;
}
