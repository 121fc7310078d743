import type { CallRecord } from '../control/call-log.ts';
import type { DeliveryRecord } from '../notifications/delivery-log.ts';
import type { Simulator } from '../start-simulator.ts';
import type { KeyFiles } from './key-files.ts';
import type { SftpFiles } from './sftp-files.ts';

/** What a configuration needs, under names that fit an environment file. */
export function configurationOf(
  simulator: Simulator,
  keyFiles: KeyFiles,
  sftpFiles: SftpFiles | undefined,
): Readonly<Record<string, string>> {
  return {
    ALIPAY_GATEWAY_URL: simulator.url,
    ALIPAY_CLIENT_ID: simulator.credentials.clientId,
    ALIPAY_MERCHANT_ID: simulator.credentials.merchantId,
    ALIPAY_KEY_VERSION: simulator.credentials.keyVersion,
    ...(keyFiles.merchantPrivateKeyFile !== undefined && {
      ALIPAY_MERCHANT_PRIVATE_KEY_FILE: keyFiles.merchantPrivateKeyFile,
    }),
    ALIPAY_PUBLIC_KEY_FILE: keyFiles.alipayPublicKeyFile,
    ...(simulator.sftp !== undefined && {
      ALIPAY_SFTP_HOST: simulator.sftp.host,
      ALIPAY_SFTP_PORT: String(simulator.sftp.port),
      ALIPAY_SFTP_USERNAME: simulator.sftp.username,
      ALIPAY_SFTP_FINGERPRINT: simulator.sftp.fingerprint,
    }),
    ...(sftpFiles !== undefined && { ALIPAY_SFTP_PASSWORD_FILE: sftpFiles.passwordFile }),
  };
}

/** The text that greets a person: address, client id, keys, and a configuration to paste. */
export function announcement(
  simulator: Simulator,
  keysDirectory: string,
  configuration: Readonly<Record<string, string>>,
): string {
  const lines = Object.entries(configuration).map(([name, value]) => `${name}=${value}`);
  return `Alipay simulator on ${simulator.url}
Client id  ${simulator.credentials.clientId}
Keys       ${keysDirectory}
${sftpLine(simulator)}${faultLine(simulator)}
Paste into your .env:

${lines.join('\n')}

Press Ctrl+C to stop.
`;
}

/** The host key is checked by its fingerprint before a password leaves. */
function sftpLine({ sftp }: Simulator): string {
  return sftp === undefined ? '' : `SFTP       ${sftp.host}:${sftp.port}, host key ${sftp.fingerprint}\n`;
}

/** A program that goes wrong must be able to see that it was meant to. */
function faultLine(simulator: Simulator): string {
  const plan = simulator.control.faultPlan();
  if (plan === undefined) return '';
  const names = plan.switchedOn.map(({ fault, until }) =>
    until === undefined ? fault : `${fault} until ${until}`,
  );
  return `Faults     seed ${plan.seed}: ${names.length === 0 ? 'none' : names.join(', ')}\n`;
}

/** One line about a call, for a person. */
export function callLine(call: CallRecord): string {
  const id = call.paymentRequestId ?? call.paymentId ?? call.refundRequestId ?? call.refundId ?? '-';
  const result = call.resultCode === undefined ? '-' : `${call.resultCode}/${call.resultStatus}`;
  const isTelling = call.resultCode === 'PARAM_ILLEGAL' && call.resultMessage !== undefined;
  const detail = isTelling ? ` (${call.resultMessage})` : '';
  const fault = call.fault === undefined ? '' : ` [fault: ${call.fault}]`;
  return `${timeOfDay(call.at)} ${call.operation} ${id} ${result}${detail}${fault}\n`;
}

/** One line about a delivery, for a person. */
export function deliveryLine(delivery: DeliveryRecord): string {
  const ending = delivery.acknowledged ? 'acknowledged' : `not acknowledged: ${delivery.error}`;
  const name = `notify ${delivery.paymentRequestId} ${delivery.resultCode}`;
  return `${timeOfDay(delivery.at)} ${name} attempt ${delivery.attempt} ${ending}\n`;
}

function timeOfDay(epochMs: number): string {
  return new Date(epochMs).toISOString().slice(11, 19);
}
