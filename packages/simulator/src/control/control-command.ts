import type { NotificationShape } from '../notifications/notification-shape.ts';
import { FieldError, type FieldReader } from '../payments/field-reader.ts';
import type { StatementDifference } from '../statements/statement-difference.ts';
import type { StatementFaultOrder } from '../statements/statement-fault.ts';
import type { SimulatorControl } from './control.ts';
import type { FaultOrder } from './fault.ts';
import type { FaultPlan } from './fault-plan.ts';

/** The JSON body of a command, as it came and through a reader. */
export interface CommandBody {
  readonly fields: FieldReader;
  readonly members: Readonly<Record<string, unknown>>;
}

type Command = (control: SimulatorControl, body: CommandBody) => unknown;

const commands: ReadonlyMap<string, Command> = new Map<string, Command>([
  ['confirm', (control, { fields }) => control.confirm(readId(fields))],
  [
    'decline',
    (control, { fields }) => control.decline(readId(fields), fields.optionalText('resultCode', 64)),
  ],
  [
    'hide-from-queries',
    (control, { fields, members }) => control.hideFromQueries(readId(fields), readTimes(members)),
  ],
  ['fail-next', (control, { members }) => control.failNext(members as unknown as FaultOrder)],
  ['clear-faults', (control) => control.clearFaults()],
  ['plan-faults', (control, { members }) => control.planFaults(members as unknown as FaultPlan)],
  ['stop-fault-plan', (control) => control.stopFaultPlan()],
  ['deliver-held-calls', (control) => control.deliverHeldCalls()],
  ['advance', (control, { members }) => control.advance(readNumber(members, 'ms'))],
  ['settled', (control) => control.settled()],
  ['notify-next', (control, { members }) => control.notifyNext(members as NotificationShape)],
  ['hold-notifications', (control) => control.holdNotifications()],
  ['release-notifications', (control, { fields }) => control.releaseNotifications(readReleaseOrder(fields))],
  ['resend-notification', (control, { fields }) => control.resendNotification(readId(fields))],
  ['finish-refund', (control, { fields }) => control.finishRefund(readId(fields), readRefundStatus(fields))],
  ['merchant-funded', (control, { members }) => control.setMerchantFunded(readFlag(members, 'isFunded'))],
  ['publish-statements', (control, { fields }) => control.publishStatements(fields.optionalText('day', 10))],
  [
    'fail-next-statement',
    (control, { members }) => control.failNextStatement(members as unknown as StatementFaultOrder),
  ],
  [
    'plant-difference',
    (control, { members }) => control.plantDifference(members as unknown as StatementDifference),
  ],
  ['rotate-alipay-key', (control, { fields }) => rotateAlipayKey(control, fields)],
]);

/** Runs `POST /__control/<name>`; `undefined` when there is no such command. */
export async function runControlCommand(
  control: SimulatorControl,
  name: string,
  body: CommandBody,
): Promise<unknown> {
  const command = commands.get(name);
  return command && ((await command(control, body)) ?? { done: true });
}

function rotateAlipayKey(
  control: SimulatorControl,
  fields: FieldReader,
): { readonly alipayPublicKey: string } {
  return { alipayPublicKey: control.rotateAlipayKey(fields.text('keyVersion', 16)) };
}

function readId(fields: FieldReader): string {
  return fields.text('id', 64);
}

function readReleaseOrder(fields: FieldReader): 'sent' | 'reversed' {
  const order = fields.optionalText('order', 16) ?? 'sent';
  if (order === 'sent' || order === 'reversed') return order;
  throw new FieldError('order', 'must be sent or reversed');
}

function readRefundStatus(fields: FieldReader): 'SUCCESS' | 'FAIL' {
  const refundStatus = fields.text('refundStatus', 16);
  if (refundStatus === 'SUCCESS' || refundStatus === 'FAIL') return refundStatus;
  throw new FieldError('refundStatus', 'must be SUCCESS or FAIL');
}

function readTimes(members: Readonly<Record<string, unknown>>): number | undefined {
  return members['times'] === undefined ? undefined : readNumber(members, 'times');
}

function readNumber(members: Readonly<Record<string, unknown>>, name: string): number {
  const value = members[name];
  if (typeof value !== 'number') throw new FieldError(name, 'must be a number');
  return value;
}

function readFlag(members: Readonly<Record<string, unknown>>, name: string): boolean {
  const value = members[name];
  if (typeof value !== 'boolean') throw new FieldError(name, 'must be true or false');
  return value;
}
