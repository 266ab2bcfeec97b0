import { userInfo } from 'node:os';

/** The login of who runs this process; `uid 1000` where the machine has no name for it, as in many containers. */
export function loginName(): string {
  try {
    return userInfo().username;
  } catch {
    return `uid ${process.getuid?.() ?? 'unknown'}`;
  }
}
