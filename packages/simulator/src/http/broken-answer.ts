import type { Fault } from '../control/fault.ts';
import type { FaultName } from '../control/fault-name.ts';
import type { WireAnswer } from './send-answer.ts';

/** Media type of every answer of the gateway. */
export const jsonType = 'application/json; charset=UTF-8';

const endings: ReadonlyMap<FaultName, WireAnswer['ending']> = new Map<FaultName, WireAnswer['ending']>([
  ['lose-request', 'destroy'],
  ['lose-answer', 'destroy'],
  ['truncated', 'cut'],
  ['reset', 'reset'],
  ['stall', 'stall'],
  ['stall-body', 'hang'],
]);

/** GBK text for "signature error", bytes that are not UTF-8. */
const gbkText = Buffer.from('c7a9c3fbb4edcef3', 'hex');

/** How a fault ends the sending of an answer. */
export function endingOf(fault: Fault | undefined): WireAnswer['ending'] {
  return (fault && endings.get(fault.name)) ?? 'end';
}

/** Answers that do not come from the gateway's own code: a proxy's page, an empty body. */
export function foreignAnswer(fault: Fault): WireAnswer | undefined {
  switch (fault.name) {
    case 'html': {
      const page =
        '<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>';
      return plainAnswer(502, 'text/html', Buffer.from(page));
    }
    case 'status-500':
      return plainAnswer(500, 'text/plain', Buffer.from('internal error'));
    case 'empty-body':
      return plainAnswer(200, jsonType, Buffer.alloc(0));
    default:
      return undefined;
  }
}

/** A refusal in another character set; the message stands between the two texts. */
export function gbkAnswer(before: string, behind: string): WireAnswer {
  const body = Buffer.concat([Buffer.from(before), gbkText, Buffer.from(behind)]);
  return plainAnswer(200, 'application/json;charset=GBK', body);
}

function plainAnswer(status: number, contentType: string, body: Buffer): WireAnswer {
  return { status, headers: { 'content-type': contentType }, body, ending: 'end' };
}
