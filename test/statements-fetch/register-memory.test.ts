import { createMemoryFetchedFiles } from '@alipay-intl/reconciliation/fetch';
import { describeRegister } from './register-contract.ts';

describeRegister('memory', () => () => createMemoryFetchedFiles());
