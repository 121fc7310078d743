/**
 * Writes a JSON object's `result` a second time at its end, with the opposite meaning:
 * a reader that takes the first and a reader that takes the last will disagree.
 */
export function repeatResult(body: string): string {
  const isSuccess = body.includes('"resultStatus":"S"');
  const opposite = isSuccess
    ? '{"resultCode":"PROCESS_FAIL","resultStatus":"F","resultMessage":"process fail"}'
    : '{"resultCode":"SUCCESS","resultStatus":"S","resultMessage":"success"}';
  return `${body.slice(0, -1)},"result":${opposite}}`;
}
