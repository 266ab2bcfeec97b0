import { enableCompileCache } from 'node:module';
import { constants, setPriority } from 'node:os';

// Before anything else: threads that are started later take over the priority of this one.
setPriority(constants.priority.PRIORITY_LOW);
enableCompileCache();
const [capturePath = ''] = process.argv.slice(2);
const { createLog } = await import('../../kit/index.ts');
const { compactCapture } = await import('./compact.ts');
const log = createLog({ level: 'info' });
const done = await compactCapture(capturePath, { log });
if (done.nFiles > 0) log.info('logged predictions were made columns', { ...done });
process.exit(0);
