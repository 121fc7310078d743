import type { HostKeyPin } from './host-key-pin.ts';

/** A server that statements are fetched from. docs/wire/statements §2. */
export interface SftpServer {
  /** `isftp.alipay.com` first; `sftp.alipay.com` is the documented alternative. */
  readonly host: string;
  /** 22 by default. */
  readonly port?: number | undefined;
  /** The keys that it may prove itself with. */
  readonly hostKey: HostKeyPin;
}

/** Who logs in. Alipay documents a password. docs/wire/statements §2. */
export type SftpLogin =
  | { readonly user: string; readonly password: string }
  | {
      readonly user: string;
      /** An OpenSSH or PEM key. */
      readonly privateKey: string | Buffer;
      readonly passphrase?: string | undefined;
    };

/** Hosts that Alipay documents, in the order of its advice. docs/wire/statements §2. */
export const alipaySftpHosts: readonly string[] = ['isftp.alipay.com', 'sftp.alipay.com'];
