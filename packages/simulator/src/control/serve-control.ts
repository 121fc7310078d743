import type { IncomingMessage, ServerResponse } from 'node:http';
import { parseJsonObject } from '../http/json-object.ts';
import { readBody } from '../http/read-body.ts';
import { isLoopbackHost } from '../notifications/loopback.ts';
import { createFieldReader, FieldError } from '../payments/field-reader.ts';
import type { Simulation } from '../simulation.ts';
import { SimulatorError } from '../simulator-error.ts';
import type { SimulatorControl } from './control.ts';
import { runControlCommand } from './control-command.ts';
import { readControlView } from './control-view.ts';

interface ControlAnswer {
  readonly status: number;
  readonly value: unknown;
}

/** Serves `/__control/…`: the same control as in code, JSON in and out. */
export async function serveControl(
  simulation: Simulation,
  control: SimulatorControl,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const body = await readBody(request, simulation.settings.bodyBytesMax);
  const answer = await answerControl(simulation, control, request, body);
  const text = JSON.stringify(answer.value);
  response.writeHead(answer.status, {
    'content-type': 'application/json; charset=UTF-8',
    'cache-control': 'no-store',
  });
  response.end(text);
}

async function answerControl(
  simulation: Simulation,
  control: SimulatorControl,
  request: IncomingMessage,
  body: Buffer | undefined,
): Promise<ControlAnswer> {
  const [name = '', id] = controlPath(request.url ?? '');
  if (!isLocalCall(request))
    return failure(403, 'ERR_SIMULATOR_OPTION_INVALID', 'the Host header is not this machine');
  try {
    if (request.method === 'GET') return found(readControlView(simulation, control, name, id));
    if (request.method !== 'POST') return failure(405, 'ERR_SIMULATOR_OPTION_INVALID', 'use GET or POST');
    if (!isJsonRequest(request)) return failure(415, 'ERR_SIMULATOR_OPTION_INVALID', 'send application/json');
    const members = body && (body.length === 0 ? {} : parseJsonObject(body));
    if (members === undefined)
      return failure(400, 'ERR_SIMULATOR_OPTION_INVALID', 'the body must be one JSON object');
    return found(await runControlCommand(control, name, { fields: createFieldReader(members), members }));
  } catch (error) {
    return controlFailure(error);
  }
}

function found(value: unknown): ControlAnswer {
  return value === undefined
    ? failure(404, 'ERR_SIMULATOR_PAYMENT_UNKNOWN', 'there is nothing here')
    : { status: 200, value };
}

function failure(status: number, code: string, message: string): ControlAnswer {
  return { status, value: { error: { code, message } } };
}

function controlFailure(error: unknown): ControlAnswer {
  if (error instanceof FieldError) return failure(400, 'ERR_SIMULATOR_OPTION_INVALID', error.message);
  if (!(error instanceof SimulatorError)) throw error;
  const status =
    error.code === 'ERR_SIMULATOR_PAYMENT_UNKNOWN' ? 404 : error.code === 'ERR_SIMULATOR_STATE' ? 409 : 400;
  return failure(status, error.code, error.message);
}

function controlPath(path: string): readonly string[] {
  const [pathname = ''] = path.split('?', 1);
  return pathname.slice('/__control/'.length).split('/').map(decodePart);
}

function decodePart(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** A web page elsewhere that a browser on this machine shows must not be able to steer the simulator. */
function isLocalCall(request: IncomingMessage): boolean {
  const host = `http://${request.headers.host ?? ''}`;
  return URL.canParse(host) && isLoopbackHost(new URL(host).hostname);
}

/** A page elsewhere cannot send this media type without asking first, and the answer to that is no. */
function isJsonRequest(request: IncomingMessage): boolean {
  return /^application\/json\s*(?:;|$)/i.test(request.headers['content-type'] ?? '');
}
