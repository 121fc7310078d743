import type { SimulatorClock } from '../clock.ts';
import { addDays, dayOf, momentOf, type StatementDay } from './statement-day.ts';
import type { StatementPublisher } from './statement-publisher.ts';

/** Time of the next morning at which the files are there half written (docs/wire/statements §3.1). */
const stagedAt = '09:10:00';
/** Time at which they are renamed. */
const publishedAt = '09:20:00';

/**
 * Lets the files of each day appear on the next morning of the simulator's clock, first as `.tmp`
 * (docs/wire/statements §3.1). The returned function ends that.
 */
export function startStatementCalendar(clock: SimulatorClock, publisher: StatementPublisher): () => void {
  let stop = (): void => undefined;
  const planDay = (day: StatementDay): void => {
    const morning = addDays(day, 1);
    stop = clock.schedule(momentOf(morning, stagedAt), async () => {
      stop = clock.schedule(momentOf(morning, publishedAt), async () => {
        planDay(morning);
        await publisher.publish(day);
      });
      await publisher.stage(day);
    });
  };
  const today = dayOf(clock.now());
  planDay(clock.now() < momentOf(today, stagedAt) ? addDays(today, -1) : today);
  return () => stop();
}
