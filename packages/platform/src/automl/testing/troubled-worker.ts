import { parentPort } from 'node:worker_threads';
import type { TrialTask, TrialTaskResult } from '../trial-messages.ts';

/** A thread that fits nothing and does what the parameter `trouble` of a candidate says. */
parentPort?.on('message', ({ candidate, fold }: TrialTask) => {
  const { trouble, score = 0.5 } = candidate.params;
  const begun = performance.now();
  if (trouble === 'exit') process.exit(7);
  if (trouble === 'throw') throw new Error('a bug of ours');
  if (trouble === 'hang') for (;;);
  if (trouble === 'linger') while (performance.now() - begun < 4000);
  if (trouble === 'hoard') {
    const held: unknown[] = [];
    for (;;) held.push(new Array(100_000).fill('x'));
  }
  const result: TrialTaskResult = {
    ok: true,
    result: { fold, score: Number(score), fitMs: 5, predictMicrosPerRow: 1, sizeBytes: 8 },
  };
  parentPort?.postMessage({ result });
});
