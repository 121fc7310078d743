import { type Answer, bareAnswer, type JsonValue } from '../payments/answer.ts';
import { FieldError, type FieldReader } from '../payments/field-reader.ts';
import type { Simulation } from '../simulation.ts';
import { acquiringResult } from './acquiring-result.ts';
import type { SellerRecord } from './seller-store.ts';

type Members = Readonly<Record<string, unknown>>;

/** `indirectMerchant.maintain` (docs/wire/acquiring §6.8): adds or changes; an equal repeat of ADD succeeds. */
export function maintainSeller(simulation: Simulation, fields: FieldReader, body: Members): Answer {
  const operationType = fields.text('operationType', 32);
  if (operationType !== 'ADD' && operationType !== 'MODIFY') {
    throw new FieldError('operationType', 'must be ADD or MODIFY');
  }
  const sellerId = readId(fields.child('sellerInfo'), 'sellerId', 'sellerInfo.');
  const store = fields.optionalChild('storeInfo');
  const storeId = store && readId(store, 'storeId', 'storeInfo.');
  fields.optionalUrl('notifyUrl', 1024);
  fields.optionalText('extendInfo', 2048);
  const record = toRecord(body);
  const refusal = refuseMaintain(operationType, simulation.sellers.find(sellerId, storeId), record);
  if (refusal !== undefined) return bareAnswer(acquiringResult(refusal));
  simulation.sellers.put(sellerId, storeId, record);
  return bareAnswer(acquiringResult('SUCCESS'));
}

/** `indirectMerchant.query` (docs/wire/acquiring §6.8); the members beside `resultInfo` are this simulator's choice. */
export function querySeller(simulation: Simulation, fields: FieldReader): Answer {
  const record = findSeller(simulation, fields);
  if (record === undefined) return bareAnswer(acquiringResult('MERCHANT_NOT_REGISTERED'));
  const { sellerInfo, storeInfo, isArchived } = record;
  const registrationStatus = isArchived ? 'ARCHIVED' : 'ACTIVE';
  return { result: acquiringResult('SUCCESS'), members: { sellerInfo, storeInfo, registrationStatus } };
}

/** `indirectMerchant.archive` (docs/wire/acquiring §6.8); may be repeated. */
export function archiveSeller(simulation: Simulation, fields: FieldReader): Answer {
  const record = findSeller(simulation, fields);
  if (record === undefined) return bareAnswer(acquiringResult('MERCHANT_NOT_REGISTERED'));
  record.isArchived = true;
  return bareAnswer(acquiringResult('SUCCESS'));
}

function findSeller(simulation: Simulation, fields: FieldReader): SellerRecord | undefined {
  const sellerId = readId(fields, 'sellerId');
  const hasStore = fields.optionalText('storeId', 32) !== undefined;
  const storeId = hasStore ? readId(fields, 'storeId') : undefined;
  const scene = fields.optionalText('paymentScene', 32);
  if (scene !== undefined && scene !== 'ONLINE' && scene !== 'OFFLINE') {
    throw new FieldError('paymentScene', 'must be ONLINE or OFFLINE');
  }
  return simulation.sellers.find(sellerId, storeId);
}

function refuseMaintain(
  operationType: 'ADD' | 'MODIFY',
  earlier: SellerRecord | undefined,
  record: SellerRecord,
): string | undefined {
  if (operationType === 'MODIFY') return earlier === undefined ? 'MERCHANT_NOT_REGISTERED' : undefined;
  if (earlier === undefined || earlier.isArchived) return undefined;
  return JSON.stringify(toPlain(earlier)) === JSON.stringify(toPlain(record))
    ? undefined
    : 'REPEAT_REQ_INCONSISTENT';
}

function toRecord(body: Members): SellerRecord {
  // Both came out of JSON.parse.
  const { sellerInfo, storeInfo } = body as { sellerInfo: JsonValue; storeInfo?: JsonValue };
  return { sellerInfo, storeInfo, isArchived: false };
}

function toPlain(record: SellerRecord): readonly unknown[] {
  return [record.sellerInfo, record.storeInfo];
}

/** Ids have letters, digits and underscores, 32 at most (docs/wire/acquiring §5.4). */
function readId(fields: FieldReader, name: string, place = ''): string {
  const id = fields.text(name, 32);
  if (!/^\w+$/.test(id)) throw new FieldError(place + name, 'must be letters, digits and underscores');
  return id;
}
