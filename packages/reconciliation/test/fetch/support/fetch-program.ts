// A process of its own for the tests: fetches what it is told to, until it is killed or done.
import { fetchStatements } from '@alipay-intl/reconciliation/fetch';
import { optionsFor } from './fetch-settings.ts';

const [, , port = '', fingerprint = '', folder = ''] = process.argv;
const { files } = await fetchStatements(optionsFor({ port: Number(port) }, fingerprint, folder));
process.stdout.write(`${files.length}\n`);
