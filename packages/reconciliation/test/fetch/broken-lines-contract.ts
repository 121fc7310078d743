import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type FetchEvent, type FetchOptions, fetchStatements } from '@alipay-intl/reconciliation/fetch';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../../../../test/support/temporary-folder.ts';
import { failureOf } from './support/failure-of.ts';
import { type LineFaultPlan, startFaultProxy } from './support/fault-proxy.ts';
import { day, merchant, optionsFor, transactions } from './support/fetch-settings.ts';
import { treeOf, visibleOf } from './support/folder-tree.ts';
import { stallClock, stallMs } from './support/stall-clock.ts';
import type { StatementServer } from './support/statement-server.ts';

const local = `${merchant}/${day}/${transactions}`;
// More than is on its way at once.
const content = randomBytes(5_300_000);
// Behind what is on its way at once, so that something was written before it broke.
const inTheFile = 2_600_000;

const faults = ['end', 'reset', 'stall'] as const;

/**
 * What fetching must do on every SFTP server when the line to it breaks.
 *
 * @param serverOf - gives the server; called inside the tests.
 */
export function describeBrokenLines(place: string, serverOf: () => StatementServer): void {
  const fetchOver = async (plan: LineFaultPlan, folder: string, changes: Partial<FetchOptions> = {}) => {
    const server = serverOf();
    const { port, fingerprint, login } = server;
    const directory = server.newDirectory();
    server.put(directory, transactions, content);
    const line = await startFaultProxy(port, plan);
    const events: FetchEvent[] = [];
    const run = () =>
      fetchStatements({
        ...optionsFor(line, fingerprint, folder),
        ...{ login, directories: [directory], limits: { stallMs }, clock: stallClock(line) },
        onEvent: (event) => events.push(event),
        ...changes,
      });
    return { line, run, events };
  };
  const beginnings = (events: readonly FetchEvent[]): readonly number[] =>
    events.flatMap((event) => (event.type === 'receiving' ? [event.fromByte] : []));
  const expectWhole = (folder: string): void => {
    expect(treeOf(folder)).toEqual([local]);
    expect(readFileSync(join(folder, local)).equals(content)).toBe(true);
  };

  describe(`over a line to ${place} that breaks`, () => {
    test.each(faults)('once in the file (%s), goes on where it ended', async (fault) => {
      const folder = temporaryFolder();
      const { line, run, events } = await fetchOver({ fault, afterBytes: inTheFile, times: 1 }, folder);
      expect((await run()).files).toMatchObject([{ state: 'fetched', bytes: content.length }]);
      expect(line.connections).toBe(2);
      expect(beginnings(events)).toEqual([0, expect.toSatisfy((at: number) => at > 0)]);
      expectWhole(folder);
    });

    test.each(faults)('again and again (%s), comes further each time', async (fault) => {
      const folder = temporaryFolder();
      const retry = { times: 30, firstMs: 0, longestMs: 0 };
      const { run, events } = await fetchOver(
        { fault, afterBytes: inTheFile, times: Number.POSITIVE_INFINITY },
        folder,
        { retry },
      );
      expect((await run()).files).toMatchObject([{ state: 'fetched', bytes: content.length }]);
      const begun = beginnings(events);
      expect(begun.length).toBeGreaterThan(2);
      expect(begun).toEqual([...new Set(begun)].sort((one, other) => one - other));
      expectWhole(folder);
    });

    test.each(faults)('in one run (%s), is taken up by the next', async (fault) => {
      const folder = temporaryFolder();
      const retry = { times: 0 };
      const { run, events } = await fetchOver({ fault, afterBytes: inTheFile, times: 1 }, folder, {
        retry,
      });
      expect(await failureOf(run())).toMatchObject({ code: 'ERR_SFTP_LOST' });
      expect(visibleOf(folder)).toEqual([]);
      expect((await run()).files).toMatchObject([{ state: 'fetched' }]);
      expect(beginnings(events)).toEqual([0, expect.toSatisfy((at: number) => at > 0)]);
      expectWhole(folder);
    });

    test.each(['end', 'reset'] as const)('before there is a file (%s), leaves none', async (fault) => {
      const folder = temporaryFolder();
      const { line, run } = await fetchOver(
        { fault, afterBytes: 10, times: Number.POSITIVE_INFINITY },
        folder,
      );
      expect(await failureOf(run())).toMatchObject({ code: 'ERR_SFTP_NOT_ALLOWED' });
      expect(line.connections).toBe(4);
      expect(treeOf(folder)).toEqual([]);
    });
  });
}
