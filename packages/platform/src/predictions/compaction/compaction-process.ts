import { enableCompileCache } from 'node:module';
import { constants, setPriority } from 'node:os';

// Before anything else: threads that are started later take over the priority of this one.
setPriority(constants.priority.PRIORITY_LOW);
enableCompileCache();
const [capturePath = ''] = process.argv.slice(2);
const { createLog } = await import('../../kit/index.ts');
const { compactCapture } = await import('./compact.ts');
await compactCapture(capturePath, { log: createLog({ level: 'warn' }) });
process.exit(0);
