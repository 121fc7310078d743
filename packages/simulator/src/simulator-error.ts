/**
 * Every code that a {@link SimulatorError} can carry.
 *
 * - `ERR_SIMULATOR_OPTION_INVALID`: an option or a control argument is wrong; the message names it.
 * - `ERR_SIMULATOR_PORT_TAKEN`: another program listens on the wanted port.
 * - `ERR_SIMULATOR_PAYMENT_UNKNOWN`: no payment or refund has that id.
 * - `ERR_SIMULATOR_STATE`: the payment or refund is in a state that forbids the step.
 * - `ERR_SIMULATOR_CLOCK`: the clock in use cannot be moved by hand.
 */
export type SimulatorErrorCode =
  | 'ERR_SIMULATOR_OPTION_INVALID'
  | 'ERR_SIMULATOR_PORT_TAKEN'
  | 'ERR_SIMULATOR_PAYMENT_UNKNOWN'
  | 'ERR_SIMULATOR_STATE'
  | 'ERR_SIMULATOR_CLOCK';

/** The one error class of this package; match on `code`, never on the text. */
export class SimulatorError extends Error {
  readonly code: SimulatorErrorCode;

  constructor(code: SimulatorErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'SimulatorError';
    this.code = code;
  }
}
