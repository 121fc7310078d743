import { timingSafeEqual } from 'node:crypto';
import type { AuthContext, ParsedKey, PublicKeyAuthContext } from 'ssh2';
import type { StatementFaults } from '../statements/statement-fault.ts';

/** Who may log in. */
export interface SftpAccount {
  readonly username: string;
  readonly password: string;
  readonly publicKey: ParsedKey | undefined;
}

/** Accepts the right name with the right password or key, and refuses the rest. */
export function answerLogin(account: SftpAccount, faults: StatementFaults, context: AuthContext): void {
  const methods: ('password' | 'publickey')[] = account.publicKey ? ['password', 'publickey'] : ['password'];
  // The question for the methods carries no credential, and the question whether a key would do is no login yet.
  if (!isRight(account, context) || isRefused(faults, context)) context.reject(methods);
  else context.accept();
}

function isRefused(faults: StatementFaults, context: AuthContext): boolean {
  const isLogin =
    context.method === 'password' || (context.method === 'publickey' && context.signature !== undefined);
  return isLogin && faults.take('login') !== undefined;
}

function isRight(account: SftpAccount, context: AuthContext): boolean {
  if (context.username !== account.username) return false;
  if (context.method === 'password') return isSameText(context.password, account.password);
  return context.method === 'publickey' && isRightKey(account.publicKey, context);
}

function isRightKey(known: ParsedKey | undefined, context: PublicKeyAuthContext): boolean {
  if (known === undefined || !known.getPublicSSH().equals(context.key.data)) return false;
  const { signature, blob, hashAlgo } = context;
  return signature === undefined || blob === undefined || known.verify(blob, signature, hashAlgo);
}

function isSameText(one: string, other: string): boolean {
  const [first, second] = [Buffer.from(one), Buffer.from(other)];
  return first.length === second.length && timingSafeEqual(first, second);
}
