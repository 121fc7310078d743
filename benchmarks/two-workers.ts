// Do two processes that recover one backlog share it, and does each payment get driven once?
import { startChargingGateway } from './harness/charging-gateway.ts';
import { createKeyPair } from './harness/keys.ts';
import { queryPath } from './harness/messages.ts';
import { insertOldPayments, oldPaymentId } from './harness/old-payments.ts';
import { auditBacklog, recoverBacklog } from './harness/recover-backlog.ts';
import { printLine, printNumber, printQuestion, printRatio } from './harness/report.ts';
import { measureInTurns } from './harness/rounds.ts';
import { type TemporaryDatabase, withTemporaryServer } from './harness/temporary-stores.ts';

const payments = 10_000;
const rounds = 1;
const ids = Array.from({ length: payments }, (_, index) => oldPaymentId(index + 1));
const [merchant, alipay] = [createKeyPair(), createKeyPair()];
const gateway = await startChargingGateway(alipay, { path: queryPath, ids });
let scopes = 0;
let drivenTwice = 0;

printQuestion(
  `Recovering: ${payments} pending payments, one query and one end each, by one process and by two.`,
);
await withTemporaryServer({}, async (openDatabase) => {
  const database = await openDatabase('two_workers');
  const paces = await measureInTurns(
    { one: () => recover(database, 1), two: () => recover(database, 2) },
    rounds,
  );
  printNumber('one worker', paces.one, 'payments/s');
  printNumber('two workers', paces.two, 'payments/s');
  printRatio('two workers / one worker', [paces.two, paces.one]);
  printLine('payments driven twice or not to their end', String(drivenTwice), `of ${scopes * payments}`);
}).finally(() => gateway.stop());
if (drivenTwice > 0) process.exitCode = 1;

/** Payments for each second. */
async function recover(database: TemporaryDatabase, workers: number): Promise<number> {
  scopes += 1;
  const scope = `merchant-${scopes}`;
  await insertOldPayments(database.store, scope, payments);
  const { seconds, ...report } = await recoverBacklog(
    {
      connectionString: database.connectionString,
      scope,
      baseUrl: gateway.baseUrl,
      merchantPrivatePem: merchant.privatePem,
      alipayPublicPem: alipay.publicPem,
    },
    workers,
  );
  const audit = await auditBacklog(database.store, scope);
  const calls = await gateway.takeCounts();
  const paid = report.workers.flatMap((worker) => worker.paid);
  drivenTwice += calls.repeated + paid.length - new Set(paid).size + payments - new Set(paid).size;
  drivenTwice += audit.takenOtherwise + audit.askedOtherwise + audit.endedOtherwise + payments - audit.paid;
  return payments / seconds;
}
