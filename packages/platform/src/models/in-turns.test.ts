import { expect, it } from 'vitest';
import { inTurns } from './in-turns.ts';

/** Steps of at least a millisecond each. */
function* busy(nSteps: number): Generator<undefined, string> {
  for (let i = 0; i < nSteps; i++) {
    const until = performance.now() + 1;
    while (performance.now() < until);
    yield;
  }
  return 'done';
}

it('gives the result of the last step, and lets others have their turn before it', async () => {
  const heard: string[] = [];
  setImmediate(() => heard.push('others'));
  heard.push(await inTurns(busy(20)));
  expect(heard).toEqual(['others', 'done']);
});

it('ends between two steps when nobody waits any more', async () => {
  const left = new AbortController();
  const reason = new Error('The client went away.');
  setImmediate(() => left.abort(reason));
  await expect(inTurns(busy(10_000), left.signal)).rejects.toBe(reason);
});
