/** The version of this package, as it appears in the User-Agent. */
export const version = '0.0.0';
