import type { Dispatcher } from 'undici';
import { ProtocolError, type TransportError } from '../errors.ts';
import type { TransportReply, TransportRequest } from './transport.ts';
import { abortFault, timeoutFault, transportFault } from './transport-fault.ts';

interface Settle {
  readonly resolve: (reply: TransportReply) => void;
  readonly reject: (error: TransportError | ProtocolError) => void;
}

/**
 * Collects one answer for the HTTP client. It knows the moment at which writing begins, so it can tell a request
 * that never left from one whose fate is unknown.
 */
export function createReplyCollector(
  request: TransportRequest,
  responseBytesMax: number,
  settle: Settle,
): Dispatcher.DispatchHandler {
  const chunks: Buffer[] = [];
  let size = 0;
  let status = 0;
  let headers: TransportReply['headers'] = new Map();
  let writing: Dispatcher.DispatchController | undefined;
  let failed: TransportError | ProtocolError | undefined;

  const fail = (error: TransportError | ProtocolError): void => {
    if (failed !== undefined) return;
    failed = error;
    done();
    settle.reject(error);
    writing?.abort(error);
  };
  const onAbort = (): void => fail(abortFault(writing !== undefined, request.signal?.reason));
  const deadline = setTimeout(() => {
    fail(timeoutFault(`No complete answer within ${request.deadlineMs} ms.`, writing !== undefined));
  }, request.deadlineMs);
  const done = (): void => {
    clearTimeout(deadline);
    request.signal?.removeEventListener('abort', onAbort);
  };
  request.signal?.addEventListener('abort', onAbort, { once: true });

  return {
    onRequestStart(controller) {
      // Aborting here stops the client before it writes a byte.
      if (failed !== undefined) controller.abort(failed);
      else writing = controller;
    },
    onResponseStart(_controller, statusCode, received) {
      status = statusCode;
      headers = toHeaderMap(received);
    },
    onResponseData(_controller, chunk) {
      size += chunk.length;
      if (size > responseBytesMax) fail(tooLarge(responseBytesMax, status));
      else chunks.push(chunk);
    },
    onResponseEnd() {
      if (failed !== undefined) return;
      done();
      settle.resolve({
        status,
        headers,
        body: chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks),
      });
    },
    onResponseError(_controller, error) {
      fail(transportFault(error, writing !== undefined));
    },
  };
}

function toHeaderMap(received: Record<string, string | string[] | undefined>): TransportReply['headers'] {
  const map = new Map<string, readonly string[]>();
  for (const [name, value] of Object.entries(received)) {
    if (value !== undefined) map.set(name.toLowerCase(), typeof value === 'string' ? [value] : value);
  }
  return map;
}

function tooLarge(bytesMax: number, httpStatus: number): ProtocolError {
  return new ProtocolError('ERR_RESPONSE_TOO_LARGE', {
    what: `The answer is larger than ${bytesMax} bytes and was not read to its end.`,
    money: 'The request may have been executed, so the state of the money is unknown.',
    next: 'Ask for the status of this id; raise responseBytesMax if answers of this size are expected.',
    httpStatus,
  });
}
