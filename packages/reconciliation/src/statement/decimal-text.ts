/** A signed amount of the smallest unit with the decimals that its currency has. */
export function decimalText(amount: bigint, exponent: number): string {
  const digits = (amount < 0n ? -amount : amount).toString().padStart(exponent + 1, '0');
  const text = exponent === 0 ? digits : `${digits.slice(0, -exponent)}.${digits.slice(-exponent)}`;
  return amount < 0n ? `-${text}` : text;
}
