import { createSellerStore } from './acquiring/seller-store.ts';
import { createRunningClock } from './clock.ts';
import { createCallLog } from './control/call-log.ts';
import type { SimulatorControl } from './control/control.ts';
import { createControl } from './control/create-control.ts';
import { createFaultPlanner } from './control/fault-planner.ts';
import { createFaultQueue } from './control/fault-queue.ts';
import { createHeldCalls } from './control/held-calls.ts';
import type { StatementParts } from './control/statement-control.ts';
import { createSentAnswers } from './http/sent-answers.ts';
import { listen } from './http/server.ts';
import { createDeliveryLog } from './notifications/delivery-log.ts';
import { createOutbox } from './notifications/outbox.ts';
import type { SimulatorOptions } from './options.ts';
import { createGatewayIds } from './payments/gateway-ids.ts';
import { createHiding } from './payments/hiding.ts';
import { createLedger } from './payments/ledger.ts';
import { type Settings, settleOptions } from './settings.ts';
import type { SftpFacts } from './sftp/sftp-options.ts';
import type { RunningSftp } from './sftp/start-sftp.ts';
import { createKeyRing, type KeyRing } from './signing/key-ring.ts';
import type { Simulation } from './simulation.ts';
import { startStatementCalendar } from './statements/statement-calendar.ts';
import { createStatementDifferences } from './statements/statement-difference.ts';
import { createStatementFaults } from './statements/statement-fault.ts';
import { createStatementPublisher } from './statements/statement-publisher.ts';
import { createStatementShelf } from './statements/statement-shelf.ts';

/** What a merchant configures to talk to the simulator. */
export interface SimulatorCredentials {
  readonly clientId: string;
  /** `merchantId` or `partnerId` of the acquiring family (docs/wire/acquiring §1). */
  readonly merchantId: string;
  /** PKCS#8 PEM; absent when the merchant brought its own public key. */
  readonly merchantPrivateKey?: string;
  /** SubjectPublicKeyInfo PEM. */
  readonly merchantPublicKey: string;
  /** SubjectPublicKeyInfo PEM; after a rotation, take the key that `rotateAlipayKey` returned. */
  readonly alipayPublicKey: string;
  readonly keyVersion: string;
}

/** A running simulator. */
export interface Simulator {
  /** `http://127.0.0.1:PORT`, without a trailing slash. */
  readonly url: string;
  readonly credentials: SimulatorCredentials;
  readonly control: SimulatorControl;
  /** How to fetch the statement files; absent unless the option `sftp` was given. */
  readonly sftp?: SftpFacts;
  /** Stops listening, cuts open connections, ends deliveries. May be called twice. */
  close(): Promise<void>;
}

/**
 * Starts a stand-in for the gateway on 127.0.0.1 (docs/wire/v1 §1 to §10, docs/wire/acquiring §1 to §11).
 *
 * @param options - see {@link SimulatorOptions}; none is needed.
 * @throws {@link SimulatorError} `ERR_SIMULATOR_OPTION_INVALID` for a wrong option, `ERR_SIMULATOR_PORT_TAKEN`.
 */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const settings = settleOptions(options);
  const clock = options.clock ?? createRunningClock();
  const keys = await createKeyRing(options.merchant ?? {});
  const deliveries = createDeliveryLog(settings.logLinesMax, options.onDelivery);
  const outbox = createOutbox({ settings, clock, keys, log: deliveries });
  let url = '';
  const simulation: Simulation = {
    settings,
    clock,
    keys,
    outbox,
    ledger: createLedger(settings.paymentsMax),
    hiding: createHiding(),
    sellers: createSellerStore(settings.paymentsMax),
    ids: createGatewayIds(),
    faults: createFaultQueue(),
    plan: createFaultPlanner(settings.logLinesMax),
    held: createHeldCalls(settings.paymentsMax),
    answers: createSentAnswers(),
    calls: createCallLog(settings.logLinesMax, options.onCall),
    baseUrl: () => url,
    isMerchantFunded: true,
  };
  if (options.faults !== undefined) simulation.plan.start(options.faults);
  const statements = createStatementParts(simulation);
  const control = createControl(simulation, deliveries, statements);
  const server = await listen(options.port ?? 0, simulation, control);
  url = `http://127.0.0.1:${server.port}`;
  const sftp = await startWantedSftp(options, statements).catch(async (error: unknown) => {
    await server.close();
    throw error;
  });
  const hasCalendar = options.statements !== undefined || sftp !== undefined;
  const stopCalendar = hasCalendar ? startStatementCalendar(clock, statements.publisher) : undefined;
  return {
    url,
    credentials: toCredentials(settings, keys),
    control,
    ...(sftp !== undefined && { sftp: sftp.facts }),
    close: async () => {
      stopCalendar?.();
      statements.publisher.close();
      outbox.close();
      for (const payment of simulation.ledger.payments()) payment.stopExpiry();
      await Promise.all([server.close(), sftp?.close()]);
      await outbox.settled();
    },
  };
}

/** The server comes with a library that takes a while to load, so only those who want it wait for it. */
async function startWantedSftp(
  { sftp = false }: SimulatorOptions,
  parts: StatementParts,
): Promise<RunningSftp | undefined> {
  if (sftp === false) return undefined;
  const { startSftp } = await import('./sftp/start-sftp.ts');
  return await startSftp(sftp === true ? {} : sftp, parts);
}

function createStatementParts(simulation: Simulation): StatementParts {
  const shelf = createStatementShelf(simulation.clock);
  const faults = createStatementFaults();
  const differences = createStatementDifferences();
  const publisher = createStatementPublisher({ simulation, shelf, faults, differences });
  return { shelf, faults, differences, publisher };
}

function toCredentials(settings: Settings, keys: KeyRing): SimulatorCredentials {
  return {
    clientId: settings.clientId,
    merchantId: settings.acquiring.merchantId,
    ...(keys.merchantPrivatePem !== undefined && { merchantPrivateKey: keys.merchantPrivatePem }),
    merchantPublicKey: keys.merchantPublicPem,
    alipayPublicKey: keys.alipayPublicPem(),
    keyVersion: keys.merchantKeyVersion,
  };
}
