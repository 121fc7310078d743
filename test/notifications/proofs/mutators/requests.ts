import { notifyPath } from '../../support/sender.ts';
import type { Mutators } from '../mutant.ts';
import { limits } from '../oracle.ts';
import { nowMs } from '../pool.ts';

const methods = ['GET', 'PUT', 'post', 'Post', 'POST ', '', 'PATCH', 'HEAD', 'CONNECT', 'POST\n'] as const;
const paths = [
  '/',
  '',
  '/internal',
  '/Alipay/Notify',
  '//evil',
  'http://evil/abs',
  '/alipay/notify/',
] as const;
const queries = ['?', '?x', '?shop=1', '?shop=%', '?%E0%A4%A', '?a?b', '?\n', '?ü', '?a=1#b'] as const;
const day = 86_400_000;

/** Changes of the request around headers and body. */
export const requestMutators: Mutators = {
  method: (mutant, random) => {
    mutant.method = random.pick(methods);
  },
  'other path': (mutant, random) => {
    const at = mutant.url.indexOf('?');
    mutant.url = random.pick(paths) + (at < 0 ? '' : mutant.url.slice(at));
  },
  'other query': (mutant, random) => {
    mutant.url = notifyPath + random.pick(queries);
  },
  'longer query': (mutant, random) => {
    mutant.url += (mutant.url.includes('?') ? '&' : '?') + random.pick(['x=1', '', 'shop=2', '%00', '?']);
  },
  'no query': (mutant) => {
    mutant.url = notifyPath;
  },
  // The path and the rest of the signed text are joined by a line feed.
  'signed text in the query': (mutant, random) => {
    const [source] = mutant.sources;
    if (source === undefined || source.path === '') return false;
    const text = `${source.path}\n${source.clientId}.${source.time}.${source.content.toString('latin1')}`;
    mutant.url = text.slice(0, random.between(1, text.length));
    return true;
  },
  'shape of the headers': (mutant, random) => {
    mutant.shape = random.pick(['record', 'map']);
  },
  'body in pieces': (mutant, random) => {
    mutant.pieceBytes = random.pick([1_000, 100, 17, 16_384]);
  },
  'other time of arrival': (mutant, random) => {
    const edges = [
      limits.window.pastMs,
      -limits.window.futureMs,
      0,
      10 * 366 * day,
      -10 * 366 * day,
    ] as const;
    const edge = random.pick(edges);
    mutant.arrivesAtMs = (mutant.sources[0]?.sentAtMs ?? nowMs) + edge + random.between(-2, 2);
  },
};
