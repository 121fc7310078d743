import type { utils } from 'ssh2';

/** Makes an Ed25519 key pair in OpenSSH form. ssh2 makes one in two hundred that it cannot read itself; that one is made again. */
export function makeKeyPair(
  tools: Pick<typeof utils, 'generateKeyPairSync' | 'parseKey'>,
): ReturnType<typeof utils.generateKeyPairSync> {
  for (;;) {
    const pair = tools.generateKeyPairSync('ed25519');
    if (!(tools.parseKey(pair.private) instanceof Error)) return pair;
  }
}
