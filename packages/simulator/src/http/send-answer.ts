import type { ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';

/** An answer as it goes onto the connection. */
export interface WireAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** `end` sends it whole; `cut` sends half and closes the connection, `reset` resets it; `hang` sends half and waits; the last two send nothing. */
  readonly ending: 'end' | 'cut' | 'reset' | 'hang' | 'destroy' | 'stall';
}

/** A reset may throw away what its receiver has not read yet, so the first half gets a moment to arrive. */
const resetWaitMs = 10;

/** Puts an answer onto the connection, after a wait in real time if one is asked for. */
export async function sendAnswer(
  response: ServerResponse,
  answer: WireAnswer,
  delayMs: number,
): Promise<void> {
  if (delayMs > 0) await wait(delayMs, undefined, { ref: false });
  if (response.destroyed) return;
  switch (answer.ending) {
    case 'destroy':
      response.destroy();
      return;
    case 'stall':
      return;
    case 'end':
      writeHead(response, answer);
      response.end(answer.body);
      return;
    case 'cut':
      sendHalf(response, answer, () => response.destroy());
      return;
    case 'reset':
      sendHalf(response, answer, () => setTimeout(() => response.socket?.resetAndDestroy(), resetWaitMs));
      return;
    case 'hang':
      sendHalf(response, answer, () => undefined);
      return;
  }
}

function sendHalf(response: ServerResponse, answer: WireAnswer, then: () => void): void {
  writeHead(response, answer);
  response.write(answer.body.subarray(0, Math.floor(answer.body.length / 2)), then);
}

function writeHead(response: ServerResponse, answer: WireAnswer): void {
  response.writeHead(answer.status, { ...answer.headers, 'content-length': answer.body.length });
}
