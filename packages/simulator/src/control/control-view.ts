import type { Simulation } from '../simulation.ts';
import type { SimulatorControl } from './control.ts';

/** What `GET /__control/<name>[/<id>]` shows; `undefined` when there is nothing. Private keys are never shown. */
export function readControlView(
  simulation: Simulation,
  control: SimulatorControl,
  name: string,
  id: string | undefined,
): unknown {
  switch (name) {
    case 'payments':
      return id === undefined ? control.payments() : control.payment(id);
    case 'deliveries':
      return control.deliveries();
    case 'calls':
      return control.calls();
    case 'held-calls':
      return control.heldCalls();
    case 'fault-plan':
      return control.faultPlan();
    case 'statements':
      return control.statementFiles();
    case 'books':
      return id === undefined ? undefined : control.books(id);
    case 'credentials':
      return {
        url: simulation.baseUrl(),
        clientId: simulation.settings.clientId,
        merchantId: simulation.settings.acquiring.merchantId,
        keyVersion: simulation.keys.alipayKeyVersion(),
        merchantPublicKey: simulation.keys.merchantPublicPem,
        alipayPublicKey: simulation.keys.alipayPublicPem(),
      };
    default:
      return undefined;
  }
}
