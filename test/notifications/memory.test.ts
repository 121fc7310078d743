import { createMemoryNotificationLog } from '@alipay-intl/notify';
import { describeNotificationLog } from './log-contract.ts';

describeNotificationLog('memory', () => (_scope, clock) => createMemoryNotificationLog(clock));
