import { AsyncLocalStorage } from 'node:async_hooks';
import type { Rights } from './rights.ts';

const asking = new AsyncLocalStorage<Rights | undefined>();

/**
 * Does work under the rights of who asked for it: everything that it calls and awaits finds them with `findRights`.
 *
 * @param rights Undefined takes those away under which the caller runs: one request may start the next that waits in line.
 */
export function underRights<T>(rights: Rights | undefined, work: () => T): T {
  return rights === asking.getStore() ? work() : asking.run(rights, work);
}

/** The rights under which the running code was asked; undefined where nothing is kept from who asks: the machine itself, and keys of no account. */
export function findRights(): Rights | undefined {
  return asking.getStore();
}
