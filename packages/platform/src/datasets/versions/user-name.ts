import { userInfo } from 'node:os';

/** Name of the user of the machine; `uid <number>` where the machine has no name for it, as in containers. */
export function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return `uid ${process.getuid?.() ?? 'unknown'}`;
  }
}
