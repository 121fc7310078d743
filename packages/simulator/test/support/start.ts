import { generateKeyPairSync } from 'node:crypto';
import { type Simulator, type SimulatorOptions, startSimulator } from '@alipay-intl/simulator';

const pemPair = () =>
  generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
const merchant = pemPair();
const alipay = pemPair();

/** Starts a simulator with the keys of this test file, because making RSA keys is the slow part of a start. */
export async function startQuickly(options: SimulatorOptions = {}): Promise<Simulator> {
  const keys = { merchantPublicKey: merchant.publicKey, alipayPrivateKey: alipay.privateKey };
  const simulator = await startSimulator({ ...options, merchant: { ...options.merchant, ...keys } });
  return { ...simulator, credentials: { ...simulator.credentials, merchantPrivateKey: merchant.privateKey } };
}
