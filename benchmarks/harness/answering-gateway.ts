import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { SignedAnswer } from './gateway-answers.ts';

/** A gateway on this machine that costs next to nothing. */
export interface AnsweringGateway {
  readonly baseUrl: string;
  stop(): void;
}

/** Starts a process that gives the same signed answer to every request, so that it does not sign on our time. */
export async function startAnsweringGateway(answer: SignedAnswer): Promise<AnsweringGateway> {
  const server = fork(fileURLToPath(new URL('answering-server.ts', import.meta.url)), {
    execArgv: ['--import', new URL('../../tools/typescript-loader.mjs', import.meta.url).href],
  });
  server.send({ headers: answer.headers, body: answer.body.toString('base64') });
  const [port] = await Promise.race([once(server, 'message'), failWhenItEnds(server)]);
  return { baseUrl: `http://127.0.0.1:${port}`, stop: () => server.disconnect() };
}

async function failWhenItEnds(server: ReturnType<typeof fork>): Promise<never> {
  const [code] = await once(server, 'exit');
  throw new Error(`The answering gateway ended with ${code}.`);
}
