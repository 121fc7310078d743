import type { OperationName, Simulator } from '@alipay-intl/simulator';
import { barcodeBody, functionName, functions, isSealed, sendEnvelope } from './acquirer.ts';
import { isGenuine, type Json, newId, operationPath, payBody, type RawAnswer, send } from './merchant.ts';

export type Step = 'pay' | 'query' | 'cancel';

/** The calls of a till, the same for both families. */
export interface Family {
  readonly operations: Readonly<Record<Step, OperationName>>;
  /** What `cancel` says about a payment that was never created. */
  readonly cancelOfUnknown: string;
  send(simulator: Simulator, step: Step, id: string, options?: { timeoutMs?: number }): Promise<RawAnswer>;
  /** Result code and status, and the state that a query tells. */
  read(answer: RawAnswer): { readonly result: string; readonly state: string | undefined };
  isGenuine(simulator: Simulator, answer: RawAnswer): boolean;
}

const v1Paths = { pay: 'pay', query: 'inquiryPayment', cancel: 'cancel' } as const;
const functionOf = { pay: 'pay', query: 'payQuery', cancel: 'payCancel' } as const;

export const v1: Family = {
  operations: v1Paths,
  cancelOfUnknown: 'ORDER_NOT_EXIST/F',
  send: (simulator, step, id, options) => {
    const body = step === 'pay' ? payBody('PaymentCode', { paymentRequestId: id }) : { paymentRequestId: id };
    return send(simulator, v1Paths[step], body, options);
  },
  read: (answer) => {
    const { result, paymentStatus }: Json = JSON.parse(answer.body.toString('utf8'));
    return { result: `${result.resultCode}/${result.resultStatus}`, state: paymentStatus };
  },
  isGenuine: (simulator, answer) =>
    Object.values(v1Paths).some((name) =>
      isGenuine(answer, operationPath(name), simulator.credentials.alipayPublicKey),
    ),
};

export const acquiring: Family = {
  operations: { pay: 'acquiring.pay', query: 'acquiring.payQuery', cancel: 'acquiring.payCancel' },
  cancelOfUnknown: 'SUCCESS/S',
  send: (simulator, step, id, options) => {
    const name = functionOf[step];
    const body =
      step === 'pay'
        ? barcodeBody({ merchantTransId: id })
        : { merchantId: 'TEST_MERCHANT', merchantTransId: id };
    return sendEnvelope(simulator, name, body, options);
  },
  read: (answer) => {
    const { head, body }: Json = JSON.parse(answer.body.toString('utf8')).response;
    if (!Object.keys(functions).some((name) => functionName(name as 'pay') === head.function)) throw head;
    const { resultCode, resultStatus } = body.resultInfo;
    return { result: `${resultCode}/${resultStatus}`, state: body.acquirementStatus };
  },
  isGenuine: (simulator, answer) =>
    isSealed(answer.body.toString('utf8'), simulator.credentials.alipayPublicKey),
};

export const families: readonly (readonly [string, Family])[] = [
  ['v1', v1],
  ['acquiring', acquiring],
];

/** A merchant's calls of one family to one simulator. */
export function tillOf(simulator: Simulator, family: Family) {
  const ask = async (step: Step, id: string) => family.read(await family.send(simulator, step, id));
  return {
    newId: () => newId('till'),
    ask,
    result: async (step: Step, id: string) => (await ask(step, id)).result,
    /** Sends a call that gets no answer, and returns how it ended. */
    lose: (step: Step, id: string) =>
      family.send(simulator, step, id).then(
        () => 'answered',
        (error: NodeJS.ErrnoException) => error.code ?? error.message,
      ),
    statusOf: (id: string) => simulator.control.payment(id)?.paymentStatus,
  };
}
