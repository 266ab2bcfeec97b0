import type { Sandbox } from './open-sandbox.ts';
import { sayTried } from './say-tried.ts';

/** Tries artifacts in this process, for places that may start no others: nothing bounds the memory and time that they take. */
export const inProcess: Sandbox = {
  run: async (folder) => ({ kind: 'said', text: await sayTried(folder) }),
  close: () => undefined,
};
