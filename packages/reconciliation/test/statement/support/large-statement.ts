/** An in-store settlement file with the rows of a day, and what they add up to. */
export function largeStatement(rows: number): {
  readonly name: string;
  readonly text: string;
  readonly gross: bigint;
} {
  const lines = [
    'Partner_transaction_id|Transaction_id|Amount|Rmb_amount|Fee|Settlement|Rmb_settlement|Currency|Rate|Payment_time|' +
      'Settlement_time|Type|Status|Remarks|Secondary_merchant_industry|Secondary_merchant_name|Operator_name',
  ];
  let gross = 0n;
  for (let row = 0; row < rows; row++) {
    const amount = 1_000 + ((row * 7_919) % 900_000);
    const fee = Math.round(amount * 0.006);
    const isRefund = row % 20 === 7;
    gross += BigInt(isRefund ? -amount : amount);
    const seconds = String(row % 60).padStart(2, '0');
    const id = String(row).padStart(9, '0');
    lines.push(
      `own-${id}|20170802210010040602${id}|${decimal(amount)}|${decimal(amount * 5)}|${decimal(fee)}|` +
        `${decimal(amount - fee)}|${decimal((amount - fee) * 5)}|AUD|5.00000000|2017-08-02 07:36:${seconds}|` +
        `2017-08-03 15:46:00|${isRefund ? 'R' : 'P'}|L||5311|some shop|store ${row % 50}`,
    );
  }
  return { name: '2088000000000000_settlement_20170803.txt', text: `${lines.join('\n')}\n`, gross };
}

function decimal(cents: number): string {
  return (cents / 100).toFixed(2);
}
