import { hash } from 'node:crypto';
import { OptionError } from '@alipay-intl/core/errors';

/** An id, and a digest of the parameters it stands for. */
export interface RequestIdClaim {
  /** Ids of payments and of refunds are counted apart. */
  readonly operation: 'pay' | 'refund';
  /** `paymentRequestId` or `refundRequestId`; `merchantTransId` or `merchantRefundId` in the acquiring family. */
  readonly requestId: string;
  /** Digest of the parameters that must not change under this id. */
  readonly fingerprint: string;
}

/** `new`: never used. `repeat`: used with the same parameters. `conflict`: used with others. */
export type ClaimResult = 'new' | 'repeat' | 'conflict';

/** Remembers which parameters an id was used for, so that it is never used for others. */
export interface RequestIdGuard {
  /**
   * Claims an id before anything is sent.
   *
   * @returns what is known of the id.
   */
  claim(claim: RequestIdClaim): Promise<ClaimResult> | ClaimResult;
}

/**
 * A guard in the memory of this process. It forgets the oldest ids beyond its size and everything at a restart,
 * so it catches programming mistakes, not crashes.
 *
 * @param idsMax - ids remembered at most; 50,000 when left out (about 15 MB).
 */
export function createMemoryRequestIdGuard(idsMax = 50_000): RequestIdGuard {
  const fingerprints = new Map<string, string>();
  return {
    claim({ operation, requestId, fingerprint }) {
      const key = `${operation} ${requestId}`;
      const known = fingerprints.get(key);
      if (known !== undefined) return known === fingerprint ? 'repeat' : 'conflict';
      fingerprints.set(key, fingerprint);
      const oldest = fingerprints.size > idsMax ? fingerprints.keys().next() : undefined;
      if (oldest?.value !== undefined) fingerprints.delete(oldest.value);
      return 'new';
    },
  };
}

/** A digest of parameters; a payment code among them cannot be read from it. */
export function fingerprintOf(parameters: readonly (string | undefined)[]): string {
  return hash('sha256', JSON.stringify(parameters), 'base64url');
}

/**
 * Claims an id or refuses.
 *
 * @param member - how the request at hand names the id.
 * @returns whether the id was used before with the same parameters.
 * @throws OptionError `ERR_REQUEST_ID_REUSED`.
 */
export async function claimRequestId(
  guard: RequestIdGuard,
  claim: RequestIdClaim,
  member: string,
): Promise<boolean> {
  const result = await guard.claim(claim);
  if (result === 'new' || result === 'repeat') return result === 'repeat';
  throw new OptionError('ERR_REQUEST_ID_REUSED', {
    what: `This ${member} was already used with other parameters.`,
    money: 'Nothing was sent this time; what became of the first use is for its own status to say.',
    next: `Repeat it with the same parameters, or take a new ${member} for a new attempt.`,
    issues: [{ path: member, message: 'was already used with other parameters' }],
  });
}
