import { Random } from '../../trial/random.ts';

/** What is delivered: so many events, each at least once, in a random order. */
export interface Workload {
  readonly seed: number;
  readonly events: number;
  readonly deliveries: number;
}

export const paymentOf = (event: number): string => `pay_${event}`;

/** The event of each delivery. */
export function deliveryOrder({ seed, events, deliveries }: Workload): Uint32Array {
  const random = new Random(seed, 1);
  const order = Uint32Array.from({ length: deliveries }, (_, index) =>
    index < events ? index : random.between(0, events - 1),
  );
  for (let last = order.length - 1; last > 0; last--) {
    const other = random.between(0, last);
    const event = order[last] ?? 0;
    order[last] = order[other] ?? 0;
    order[other] = event;
  }
  return order;
}
