import { play } from './play.ts';
import { playBarcode } from './play-barcode.ts';
import { openCrashAct } from './play-crash.ts';
import { playReconciliation } from './play-reconciliation.ts';
import { playStatements } from './play-statements.ts';
import { setStage } from './stage.ts';
import { createTranscript } from './transcript.ts';

const transcript = createTranscript((line) => console.log(line));
const stage = await setStage();
const crash = await openCrashAct(stage);
try {
  transcript.open(
    'One Entry Code payment from the scan to the acknowledged notification, a till, a crash, the statement files, and the books compared',
    [
      ['Alipay', `the simulator, ${stage.simulator.url}`],
      ['shop', `an Express app, ${stage.shopUrl}`],
      ['client id', stage.gateway.clientId],
      ['keys', 'RSA-2048, made just now; every message below crossed a real socket, signed and verified'],
    ],
  );
  await play(stage, transcript);
  await playBarcode(stage, transcript);
  await crash.play(transcript);
  await playStatements(stage, transcript);
  await playReconciliation(transcript);
  transcript.close();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  await crash.close();
  await stage.close();
}
