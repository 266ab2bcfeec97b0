export {
  type AtomicOptions,
  renameDurable,
  syncFile,
  syncFolder,
  writeFileAtomic,
  writeFileDurable,
} from './atomic-file.ts';
export { type Clock, instant, LONGEST_TIMER_MS, systemClock } from './clock.ts';
export { alignedBytes, writeFileDirect } from './direct-file.ts';
export { diskFull, errnoOf, homeNotWritable, toWriteError } from './disk-errors.ts';
export { ensureFolder } from './folders.ts';
export { type Home, openHome } from './home.ts';
export { createIds, type IdSource } from './ids.ts';
export { createLog, type Log, type LogFields, type LogLevel, type LogOptions } from './log.ts';
export { loginName } from './login-name.ts';
export { markdownList, markdownQuote, markdownTable, markdownWord } from './markdown.ts';
export { positionOf } from './position-of.ts';
export { isProcessAlive, processMark } from './processes.ts';
export { readInstantMs } from './read-instant.ts';
export { type Repeated, type RepeatOptions, repeat } from './repeat.ts';
export { sha256, sha256File } from './sha256.ts';
export { isOwnerAlive, tempOwner } from './temp.ts';
export { withTempFolder } from './temp-folder.ts';
export { startThread } from './thread.ts';
