import type { IncomingMessage } from 'node:http';
import { isSignedBy } from '../envelope/signature.ts';
import { splitEnvelope } from '../envelope/split-envelope.ts';
import { parseJsonObject } from '../http/json-object.ts';
import { decodeUtf8 } from '../http/read-body.ts';
import { FieldError, isJsonObject } from '../payments/field-reader.ts';
import { type GatewayResult, illegalParameter, resultOf } from '../payments/result.ts';
import type { Simulation } from '../simulation.ts';
import type { AcquiringFunction } from './acquiring-function.ts';
import { refuseHead } from './refuse-head.ts';

type Members = Readonly<Record<string, unknown>>;

/** One call as it came in. */
export interface IncomingCall {
  readonly request: IncomingMessage;
  readonly target: AcquiringFunction | undefined;
  /** `undefined` when it was too long. */
  readonly bytes: Buffer | undefined;
}

/** What a call says, as far as it could be read. */
export interface CallerMessage {
  readonly head: Members;
  readonly body: Members;
  /** Why the call must not be carried out. */
  readonly refusal: GatewayResult | undefined;
  /** Whether the caller has proved who it is; until then answers are unsigned. */
  readonly isGenuine: boolean;
}

const nothing: Members = {};

/** Reads a call and judges it: form, envelope, client, signature, head (docs/wire/acquiring §2, §3.2, §4.4). Changes nothing. */
export function readCallerMessage(simulation: Simulation, call: IncomingCall): CallerMessage {
  const stranger = { head: nothing, body: nothing, isGenuine: false };
  const formRefusal = refuseForm(call);
  if (formRefusal !== undefined) return { ...stranger, refusal: formRefusal };
  const envelope = splitEnvelope(decodeUtf8(call.bytes ?? Buffer.alloc(0)) ?? '', 'request');
  const members = envelope && parseJsonObject(Buffer.from(envelope.content, 'utf8'));
  if (envelope === undefined || members === undefined) {
    const complaint = 'must be an envelope of request and signature in UTF-8';
    return { ...stranger, refusal: illegalParameter('body', complaint) };
  }
  const message = { head: memberObject(members, 'head'), body: memberObject(members, 'body') };
  const refusal = refuseCaller(simulation, message.head, envelope);
  if (refusal !== undefined) return { ...message, isGenuine: false, refusal };
  return { ...message, isGenuine: true, refusal: refuseContent(simulation, call, members) };
}

/** Path, method and media type; the successor's codes stand for them (docs/wire/acquiring §7). */
function refuseForm(call: IncomingCall): GatewayResult | undefined {
  if (call.target === undefined) return resultOf('NO_INTERFACE_DEF');
  if (call.request.method !== 'POST') return resultOf('METHOD_NOT_SUPPORTED');
  const contentType = call.request.headers['content-type'] ?? 'application/json';
  if (!/^application\/json\s*(?:;\s*charset="?utf-8"?\s*)?$/i.test(contentType))
    return resultOf('MEDIA_TYPE_NOT_ACCEPTABLE');
  return call.bytes === undefined ? illegalParameter('body', 'is too long') : undefined;
}

/** The client id selects the key; the hash comes from the dialect, never from the message (docs/wire/acquiring §4.1, §4.2). */
function refuseCaller(
  simulation: Simulation,
  head: Members,
  envelope: { readonly content: string; readonly signature: string | undefined },
): GatewayResult | undefined {
  const { keys, settings } = simulation;
  const { clientId } = head;
  if (clientId === undefined) return illegalParameter('head.clientId', 'is missing');
  if (clientId !== settings.clientId) return resultOf('CLIENT_INVALID');
  const { content, signature = '' } = envelope;
  const { hash } = settings.acquiring.dialect;
  return isSignedBy(keys.merchantPublicKey, hash, content, signature)
    ? undefined
    : resultOf('INVALID_SIGNATURE');
}

function refuseContent(
  simulation: Simulation,
  call: IncomingCall,
  members: Members,
): GatewayResult | undefined {
  if (!isJsonObject(members['body'])) return illegalParameter('body', 'must be an object');
  try {
    return refuseHead(simulation.settings.acquiring, memberObject(members, 'head'), call.target?.name);
  } catch (error) {
    if (error instanceof FieldError) return illegalParameter(error.field, error.complaint);
    throw error;
  }
}

function memberObject(members: Members, name: string): Members {
  const value = Object.hasOwn(members, name) ? members[name] : undefined;
  return isJsonObject(value) ? value : nothing;
}
