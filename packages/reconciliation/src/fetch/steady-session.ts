import type { FetchError } from '@alipay-intl/core/errors';
import type { SessionPorts } from './dial.ts';
import type { FetchEvent } from './fetch-event.ts';
import { isConnectionFault, stoppedFault } from './fetch-fault.ts';
import { type LoginGuard, openSession, type PinnedServer } from './open-session.ts';
import type { SftpLogin } from './sftp-server.ts';
import type { SftpSession } from './sftp-session.ts';

/** How often work is repeated after a connection fault, and how long it waits before. */
export interface RetryRule {
  /** Repetitions in a row, between which no listing and no file was brought to its end; 0 for none. */
  readonly times: number;
  /** The first wait in milliseconds; each further one is twice as long. */
  readonly firstMs: number;
  /** The longest wait in milliseconds. */
  readonly longestMs: number;
}

/** What connecting again and again needs. */
export interface SteadyContext extends SessionPorts {
  readonly servers: readonly PinnedServer[];
  readonly login: SftpLogin;
  readonly retry: RetryRule;
  /** From 0 to below 1, to spread waits. */
  readonly random: () => number;
  readonly tell: (event: FetchEvent) => void;
}

/** A session that connects again after a connection fault, but not after a login that was sent and not accepted. */
export interface SteadySession {
  /** Runs work, also beside other, and repeats it as a whole after a connection fault. */
  run<Result>(work: (session: SftpSession) => Promise<Result>): Promise<Result>;
  close(): Promise<void>;
}

/** Makes a session that connects when it is needed. All work that is under way shares its connection, and its faults. */
export function createSteadySession(context: SteadyContext): SteadySession {
  const guard: LoginGuard = { isSpent: false };
  let open: Promise<SftpSession> | undefined;
  // Since work was last brought to its end.
  let failures = 0;
  const openAgain = async (broken: Promise<SftpSession>, error: FetchError): Promise<SftpSession> => {
    failures += 1;
    await closeOf(broken);
    if (failures > context.retry.times) throw error;
    await wait(context, failures, error);
    return openFirst(context, guard);
  };
  /** Only the first that meets a fault opens again; the others go on with what it opens. */
  const mend = (used: Promise<SftpSession>, error: unknown): void => {
    if (!isConnectionFault(error) || guard.isSpent || failures > context.retry.times) throw error;
    if (open === used) open = openAgain(used, error);
  };
  return {
    close: () => closeOf(open),
    run: async (work) => {
      for (;;) {
        open ??= openFirst(context, guard);
        const used = open;
        try {
          const result = await work(await used);
          if (open === used) failures = 0;
          return result;
        } catch (error) {
          mend(used, error);
        }
      }
    },
  };
}

async function closeOf(open: Promise<SftpSession> | undefined): Promise<void> {
  const session = await open?.catch(() => undefined);
  await session?.close();
}

/** Opens the first server that can be reached. Another fault than of the connection ends the search, and a spent login does. */
async function openFirst(
  { servers, login, tell, ...ports }: SteadyContext,
  guard: LoginGuard,
): Promise<SftpSession> {
  let told: FetchError | undefined;
  for (const server of servers) {
    tell({ type: 'connecting', server: `${server.host}:${server.port}` });
    try {
      const session = await openSession(server, login, ports, guard);
      tell({ type: 'connected', server: session.server });
      return session;
    } catch (error) {
      if (!isConnectionFault(error) || guard.isSpent) throw error;
      // The first host is the one that Alipay advises, and a closed door says more than a host that cannot be reached.
      if (told === undefined || error.code === 'ERR_SFTP_NOT_ALLOWED') told = error;
    }
  }
  throw told ?? new RangeError('there is no server');
}

async function wait(context: SteadyContext, failures: number, error: FetchError): Promise<void> {
  const { retry, random, clock, signal, tell } = context;
  const full = Math.min(retry.longestMs, retry.firstMs * 2 ** (failures - 1));
  const waitMs = Math.round(full * (0.5 + random() / 2));
  tell({ type: 'waiting', waitMs, failures, error });
  await clock.sleep(waitMs, signal);
  if (signal?.aborted) throw stoppedFault(signal, { server: error.server });
}
