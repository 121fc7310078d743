/** What must hold, by the name under which a breach is told. */
export type Rule =
  | 'V1 one charge'
  | 'V2 nothing lost'
  | 'V3 bounded time'
  | 'V4 reversed is confirmed'
  | 'V5 ends are final'
  | 'V6 durable before sent'
  | 'V7 unknown decides nothing'
  | 'V8 acknowledged is durable'
  | 'V11 conservation'
  | 'lease'
  | 'journal'
  | 'told before written'
  | 'refunds'
  | 'second attempt'
  | 'unexpected error';

/** A rule that did not hold. */
export class Violation extends Error {
  readonly rule: Rule;
  readonly attemptId: string | undefined;

  constructor(rule: Rule, attemptId: string | undefined, what: string) {
    super(`${rule}: ${what}`);
    this.name = 'Violation';
    this.rule = rule;
    this.attemptId = attemptId;
  }
}
