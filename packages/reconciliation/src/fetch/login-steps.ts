import type SftpClient from 'ssh2-sftp-client';
import type { SftpLogin } from './sftp-server.ts';

type AuthHandler = Extract<NonNullable<SftpClient.ConnectOptions['authHandler']>, (...args: never) => void>;
type AuthMethod = Parameters<Parameters<AuthHandler>[2]>[0];

/** What is known about a login while it goes on. */
export interface LoginWitness {
  /** Whether the password or a proof of the key was sent. */
  wasSent: boolean;
  /** Ways of logging in that the server offers, once it told. */
  offered: readonly string[] | undefined;
}

/**
 * The steps of a login: asks what the server offers, then sends the password or the key once. A second try could lock the account.
 */
export function loginSteps(login: SftpLogin, witness: LoginWitness): AuthHandler {
  let step = 0;
  return (offered, _partialSuccess, next) => {
    step += 1;
    // Without a method the server answers with those that it offers.
    if (step === 1) return next('none');
    witness.offered ??= Array.isArray(offered) ? offered : undefined;
    const method = step === 2 ? methodFor(login, witness.offered) : undefined;
    // `false` is how ssh2 is told that nothing is left; its types do not know it.
    if (method === undefined) return next(false as never);
    witness.wasSent = true;
    return next(method);
  };
}

function methodFor(login: SftpLogin, offered: readonly string[] | undefined): AuthMethod | undefined {
  const isOffered = (method: string): boolean => offered === undefined || offered.includes(method);
  const username = login.user;
  if ('privateKey' in login) {
    const { privateKey: key, passphrase } = login;
    if (!isOffered('publickey')) return undefined;
    return { type: 'publickey', username, key, ...(passphrase === undefined ? {} : { passphrase }) };
  }
  if (isOffered('password')) return { type: 'password', username, password: login.password };
  if (!isOffered('keyboard-interactive')) return undefined;
  return { type: 'keyboard-interactive', username, prompt: answerOnce(login.password) };
}

type Prompt = Extract<AuthMethod, { readonly type: 'keyboard-interactive' }>['prompt'];

/** Many servers ask for the password by a prompt. Another question, or a second one, gets no answer. */
function answerOnce(password: string): Prompt {
  let isAnswered = false;
  return (_name, _instructions, _language, prompts, finish) => {
    const isPassword = prompts.length === 1 && prompts[0]?.echo !== true && !isAnswered;
    isAnswered = true;
    finish(isPassword ? [password] : []);
  };
}
