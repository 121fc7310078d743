import type { Break, FileSide, LedgerSide, ProviderSide } from '../../match/break.ts';
import type { ReportInput } from '../report-input.ts';
import { standingNow } from '../standing-now.ts';
import { type JsonMembers, type JsonValue, moneyJson, sortedJson, timeJson } from './json-value.ts';

/** A break with its sides, and what was said about it. */
export function breakJson(found: Break, notes: ReportInput['notes']): JsonValue {
  const note = notes?.get(found.id);
  return {
    id: found.id,
    kind: found.kind,
    question: found.question,
    standing: found.standing,
    standingNow: standingNow(found, notes),
    note: note === undefined ? null : { by: note.by ?? null, reason: note.reason ?? null },
    day: found.day,
    dueDay: found.dueDay ?? null,
    rule: found.rule,
    atStake: moneyJson(found.currency, found.atStake),
    difference: moneyJson(found.currency, found.difference),
    ledger: found.ledger === undefined ? null : ledgerJson(found.ledger),
    transaction: found.transaction === undefined ? null : providerJson(found.transaction),
    settlement: found.settlement === undefined ? null : providerJson(found.settlement),
    file: found.file === undefined ? null : fileJson(found.file),
    facts: sortedJson(found.facts),
  };
}

function ledgerJson(side: LedgerSide): JsonValue {
  return {
    kind: side.kind,
    ...idsJson(side),
    status: side.status,
    gross: moneyJson(side.currency, side.gross),
    occurredAt: timeJson(side.occurredAtMs),
  };
}

function providerJson(side: ProviderSide): JsonValue {
  return {
    file: side.file,
    line: side.line,
    kind: side.kind,
    printedType: side.printedType,
    ...idsJson(side),
    gross: moneyJson(side.currency, side.gross),
    fee: moneyJson(side.netCurrency, side.fee),
    net: moneyJson(side.netCurrency, side.net),
    occurredAt: timeJson(side.occurredAtMs),
    settledAt: timeJson(side.settledAtMs),
    batchId: side.batchId ?? null,
  };
}

function idsJson(side: LedgerSide | ProviderSide): JsonMembers {
  return {
    ownId: side.ownId ?? null,
    providerId: side.providerId ?? null,
    originalOwnId: side.originalOwnId ?? null,
    originalProviderId: side.originalProviderId ?? null,
  };
}

function fileJson({ name, sha256, defects }: FileSide): JsonValue {
  return {
    name,
    sha256: sha256 ?? null,
    defects: defects.map(({ code, line, column, printed, expected }) => ({
      code,
      line: line ?? null,
      column: column ?? null,
      printed: printed ?? null,
      expected,
    })),
  };
}
