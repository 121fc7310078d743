/** A bug planted in a copy of the compiled checkout. */
export interface Sabotage {
  readonly name: string;
  /** File below `dist/checkout`. */
  readonly file: string;
  /** Occurs exactly once in it; white space between words is matched by any. */
  readonly find: string;
  readonly replace: string;
}

const writeLater = (what: string, told: string): string =>
  `await ((given) => (journal.${what}(given).catch(() => undefined), ${told}))({`;

/** Every bug of the list is one that was made somewhere, or nearly made here. */
export const sabotages: readonly Sabotage[] = [
  {
    name: 'new id on retry',
    file: 'perform.js',
    find: 'return rail.pay(charge, options);',
    replace:
      'return rail.pay(step.number === 1 ? charge : { ...charge, attemptId: attemptId + step.number }, options);',
  },
  {
    name: 'answer reported before it is journaled',
    file: 'commit.js',
    find: 'const result = await context.journal.append({',
    replace: `const result = await ((given) => given.lease.afterwards.kind === 'release'
      ? (context.journal.append(given).catch(() => undefined), { kind: 'appended' })
      : context.journal.append(given))({`,
  },
  {
    name: 'intent not durable before pay',
    file: 'open-payment.js',
    find: 'const opened = await journal.open({',
    replace: `const opened = ${writeLater('open', "{ kind: 'opened', lease: { attemptId, token: 1 } }")}`,
  },
  {
    name: 'pay sent again after a restart',
    file: 'create-checkout.js',
    find: `if (opened === 'exists') return (await takeAndDrive(context, order.attemptId, goal)).state;`,
    replace: `if (opened === 'exists')
      return (await takeAndDrive(context, order.attemptId, { ...goal, charge: order })).state;`,
  },
  {
    name: 'pay sent after standing still',
    file: 'perform.js',
    find: 'if (!isQuery && context.clock.now() - begunAtMs >= context.lease.leaseMs)',
    replace: 'if (false)',
  },
  {
    name: 'U on pay as failure',
    file: 'answer-of.js',
    find: "case 'unknown': return unknownAnswer(outcome);",
    replace: `case 'unknown':
      return outcome.result?.resultStatus === 'U'
        ? { kind: 'declined', resultCode: outcome.result.resultCode } : unknownAnswer(outcome);`,
  },
  {
    name: 'lost answer as failure',
    file: 'answer-of.js',
    find: "case 'unknown': return unknownAnswer(outcome);",
    replace: `case 'unknown':
      return outcome.result === undefined
        ? { kind: 'declined', resultCode: 'PROCESS_FAIL' } : unknownAnswer(outcome);`,
  },
  {
    name: 'unproven claim believed',
    file: 'answer-of.js',
    find: "case 'unknown': return unknownAnswer(outcome);",
    replace: `case 'unknown':
      return outcome.claimed?.resultStatus === 'S' ? { kind: 'paid' } : unknownAnswer(outcome);`,
  },
  {
    name: 'any error taken for not sent',
    file: 'answer-of.js',
    find: "return { kind: 'unknown', errorCode: error instanceof Error ? error.name : 'Error' };",
    replace: "return { kind: 'not-sent', errorCode: 'Error' };",
  },
  {
    name: 'U on cancel as cancelled',
    file: 'payment-state.js',
    find: "isCancelled: state.isCancelled || answer.kind === 'cancelled',",
    replace: "isCancelled: state.isCancelled || answer.kind === 'cancelled' || answer.kind === 'unknown',",
  },
  {
    name: 'F on cancel as cancelled',
    file: 'payment-state.js',
    find: "isCancelled: state.isCancelled || answer.kind === 'cancelled',",
    replace: "isCancelled: state.isCancelled || answer.kind === 'cancelled' || answer.kind === 'declined',",
  },
  {
    name: 'lease ignored',
    file: 'memory-journal.js',
    find: 'if (isHeld(row, request, clock.now()))',
    replace: 'if (false)',
  },
  {
    name: 'recovery drives a living lease',
    file: 'memory-journal.js',
    find: 'return !isHeld(row, request, nowMs);',
    replace: 'return true;',
  },
  {
    name: 'fencing token ignored in append',
    file: 'memory-journal.js',
    find: 'if (lease !== undefined && (row.holder === undefined || row.token !== lease.token))',
    replace: 'if (false)',
  },
  {
    name: 'lost lease ignored by the driver',
    file: 'commit.js',
    find: "return result.kind === 'appended' ? 'appended' : leaseLost;",
    replace: "return 'appended';",
  },
  {
    name: 'version check ignored',
    file: 'memory-journal.js',
    find: 'if (row.events.length !== afterVersion)',
    replace: 'if (false)',
  },
  {
    name: 'float money',
    file: 'refund-payment.js',
    find: 'smallestUnits(amount) > leftOf(state)',
    replace: 'Number(amount.value) > Number(leftOf(state))',
  },
  {
    name: 'late answer reused for another payment',
    file: 'perform.js',
    find: 'return { answer: judge(driven, step, outcome), outcome, thrown: undefined };',
    replace: `const old = globalThis.trialOldAnswer ?? outcome;
      globalThis.trialOldAnswer = outcome;
      return { answer: judge(driven, step, outcome.kind === 'unknown' ? old : outcome), outcome, thrown: undefined };`,
  },
  {
    name: 'success after cancel dropped',
    file: 'payment-state.js',
    find: "? end !== 'paid' &&",
    replace: '? false &&',
  },
  {
    name: 'amount of a notification not compared',
    file: 'payment-state.js',
    find: 'return amount === undefined || amountsEqual(intent.amount, amount);',
    replace: 'return true;',
  },
  {
    name: 'notification acknowledged before it is written',
    file: 'record-facts.js',
    find: 'const result = await journal.append({',
    replace: `const result = ${writeLater('append', "{ kind: 'appended' }")}`,
  },
  {
    name: 'repeated notification counted twice',
    file: 'record-notification.js',
    find: 'known.kind === fact.kind &&',
    replace: 'false &&',
  },
  {
    name: 'not found as declined at once',
    file: 'decide.js',
    find: "return abandon('not-found', nowMs);",
    replace: `return { kind: 'write',
      events: [{ type: 'ended', atMs: nowMs, end: 'declined', resultCode: 'ORDER_NOT_EXIST' }] };`,
  },
  {
    name: 'cancel not journaled before it is sent',
    file: 'perform.js',
    find: "if (action === 'query' || (action === 'pay' && number === 1))",
    replace: "if (action !== 'pay' || number === 1)",
  },
  {
    name: 'abandoned sale still ends as paid',
    file: 'decide.js',
    find: "return state.abandoned === undefined ? { type: 'ended', atMs, end: 'paid'",
    replace: "return true ? { type: 'ended', atMs, end: 'paid'",
  },
  {
    name: 'query limit never reached',
    file: 'decide.js',
    find: 'const deadlineMs = closesAtMs === undefined',
    replace: 'const deadlineMs = true ? Number.POSITIVE_INFINITY : closesAtMs === undefined',
  },
  {
    name: 'manual never reached: endless cancel',
    file: 'decide.js',
    find: 'const isUsedUp = cancels.sent > policy.cancelRepeats;',
    replace: 'const isUsedUp = false;',
  },
  {
    name: 'second attempt of an undecided order allowed',
    file: 'open-payment.js',
    find: 'orderKey: rules.oneAttemptPerOrder ? orderId : undefined,',
    replace: 'orderKey: undefined,',
  },
  {
    name: 'orders freed at manual',
    file: 'derive.js',
    find: "freesOrder: end === 'declined' || end === 'reversed',",
    replace: "freesOrder: end === 'declined' || end === 'reversed' || end === 'manual',",
  },
  {
    name: 'nobody told when to go on',
    file: 'derive.js',
    find: 'wakeAtMs: dueOf(next),',
    replace: 'wakeAtMs: undefined,',
  },
  {
    name: 'refund with a new id while one is undecided',
    file: 'refund-payment.js',
    find: 'if (undecided !== undefined)',
    replace: 'if (false)',
  },
  {
    name: 'refund above the paid amount',
    file: 'refund-payment.js',
    find: 'smallestUnits(amount) > leftOf(state)',
    replace: 'false',
  },
  {
    name: 'refund refusal on a repeat believed',
    file: 'perform.js',
    find: "return isRepeat ? answerOfRepeat('refund', outcome) : answerOf(outcome);",
    replace: 'return answerOf(outcome);',
  },
  {
    name: 'automatic refund without looking first',
    file: 'decide-after-end.js',
    find: 'switch (look.lastAnswer?.kind) {',
    replace: "switch ('paid') {",
  },
  {
    name: 'endless look backs beside an alarm',
    file: 'decide-after-end.js',
    find: "if (refunds.length > 0 || openAlarms.has('paid-after-end'))",
    replace: 'if (refunds.length > 0)',
  },
];
