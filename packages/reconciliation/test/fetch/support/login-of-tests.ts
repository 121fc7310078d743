/** Who logs in at the servers of the tests. */
export const testUser = 'merchant';
/** A canary: it must be shown nowhere. */
export const testPassword = 'canary-password-9f3a';
