import { setTimeout as sleep } from 'node:timers/promises';
import type { NotificationRequest } from '@alipay-intl/notify';
import { Random } from '../../trial/random.ts';
import { paidBody, seal } from '../support/sender.ts';
import type { MortalShop } from './mortal-shop.ts';

const lanes = 6;
const restMs = 5;
// One delivery in so many is sent twice at the same time.
const twiceOneIn = 4;

/** Sends new notifications all the time, and each again and again until it is acknowledged; then never again. */
export class StubbornSender {
  readonly acknowledged: string[] = [];
  attempts = 0;
  /** Attempts whose connection broke, whatever the shop had done by then. */
  broken = 0;
  readonly #shop: MortalShop;
  readonly #random: Random;
  readonly #running: Promise<unknown>;
  #events = 0;
  #isStopping = false;

  constructor(shop: MortalShop, seed: number) {
    this.#shop = shop;
    this.#random = new Random(seed, 2);
    this.#running = Promise.all(Array.from({ length: lanes }, () => this.#sendNew()));
    this.#running.catch(() => undefined);
  }

  /** Sends nothing new; resolves when everything is acknowledged. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    await this.#running;
  }

  /** Sends once more what was acknowledged long ago; tells how many of these were acknowledged again. */
  async sendAgain(): Promise<number> {
    let acknowledged = 0;
    for (const payment of this.acknowledged) {
      if (await this.#attempt(seal(paidBody(payment)))) acknowledged += 1;
    }
    return acknowledged;
  }

  async #sendNew(): Promise<void> {
    while (!this.#isStopping) {
      this.#events += 1;
      const payment = `pay_${this.#events}`;
      const request = seal(paidBody(payment));
      while (!(await this.#deliver(request))) await sleep(restMs);
      this.acknowledged.push(payment);
    }
  }

  async #deliver(request: NotificationRequest): Promise<boolean> {
    const copies = this.#random.chance(1 / twiceOneIn) ? 2 : 1;
    const answers = await Promise.all(Array.from({ length: copies }, () => this.#attempt(request)));
    return answers.includes(true);
  }

  async #attempt({ url, headers, body }: NotificationRequest): Promise<boolean> {
    // A shop that is killed while it starts is started again.
    const port = await this.#shop.port().catch(() => undefined);
    if (port === undefined) return false;
    this.attempts += 1;
    try {
      const answer = await fetch(`http://127.0.0.1:${port}${url}`, {
        method: 'POST',
        headers: headers as Record<string, string>,
        body: body as Buffer<ArrayBuffer>,
      });
      return answer.status === 200 && (await answer.text()).includes('"resultStatus":"S"');
    } catch {
      this.broken += 1;
      return false;
    }
  }
}
