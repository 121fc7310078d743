/** How the statement files are served by SFTP; everything can be left out. */
export interface SftpOptions {
  /** TCP port on 127.0.0.1; 0 (default) takes a free one. */
  readonly port?: number;
  /** `TEST_SFTP` when absent. */
  readonly username?: string;
  /** Made at the start when absent. */
  readonly password?: string;
  /** A public key that may log in beside the password: a line as in `id_ed25519.pub`, or PEM. */
  readonly publicKey?: string;
  /** Private host key in OpenSSH form or PEM, to keep one identity over several runs; an Ed25519 key is made when absent. */
  readonly hostKey?: string;
  /** Addresses that may connect; `['127.0.0.1']` when absent. Others find the connection closed (docs/wire/statements §2). */
  readonly allowedAddresses?: readonly string[];
}

/** What a merchant configures to fetch files. */
export interface SftpFacts {
  /** `127.0.0.1` */
  readonly host: string;
  readonly port: number;
  readonly username: string;
  readonly password: string;
  /** Of the host key: `SHA256:` and base64 without padding, as `ssh-keygen -l` prints it. */
  readonly fingerprint: string;
  /** A line for a `known_hosts` file. */
  readonly knownHost: string;
}
