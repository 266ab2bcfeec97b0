import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { Mutant } from './mutants.ts';
import type { Question, Verdict } from './test-mutant.ts';

/** The checks take well under a second; a mutant that takes this long runs in circles. */
const LIMIT_MS = 10_000;

/** Tests mutants, one after the other, in a thread that can be ended. */
export interface MutantTester {
  test(mutant: Mutant): Promise<Verdict>;
  close(): Promise<unknown>;
}

/** A tester of mutants. */
export function mutantTester(): MutantTester {
  let worker = start();
  const ask = async (question: Question): Promise<unknown> => {
    worker.postMessage(question);
    return (await once(worker, 'message'))[0];
  };
  return {
    async test(mutant) {
      await ask({ compile: mutant });
      const limit = new AbortController();
      const verdict = await Promise.race([
        ask('compare'),
        wait(LIMIT_MS, undefined, { signal: limit.signal }),
      ]);
      limit.abort();
      if (verdict) return verdict as Verdict;
      await worker.terminate();
      worker = start();
      return { kind: 'killed', by: 'It does not end.' };
    },
    close: () => worker.terminate(),
  };
}

function start(): Worker {
  return new Worker(new URL('./test-mutant.ts', import.meta.url));
}
