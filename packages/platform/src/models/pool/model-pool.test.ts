import { setImmediate as nextTurn } from 'node:timers/promises';
import { type ArtifactHash, asId } from '@kaizenml/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createModelPool } from './model-pool.ts';

const hash = (n: number) => asId<ArtifactHash>(String(n));
const hashes = (...ns: number[]) => new Set(ns.map(hash));

/** A pool of things of ten bytes that tells what it opened and closed. */
function poolOf(limitBytes: number) {
  const opened: string[] = [];
  const closed: string[] = [];
  const pool = createModelPool({ limitBytes, elapsedMs: () => 0 });
  const shelf = pool.shelf({
    kind: 'thing',
    async open(key) {
      opened.push(key);
      return { key };
    },
    sizeOf: () => 10,
    close: async ({ key }) => void closed.push(key),
  });
  return { pool, shelf, opened, closed };
}

/** Something that ends when it is told to. */
function held() {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { promise, end: resolve };
}

describe('createModelPool', () => {
  it('opens a model once, also when many ask at once', async () => {
    const { shelf, opened } = poolOf(100);
    const found = await Promise.all([shelf.get(hash(1)), shelf.get(hash(1)), shelf.get(hash(2))]);
    expect(found[0]).toBe(found[1]);
    expect(opened).toEqual(['1', '2']);
  });

  it('closes what was asked for the longest time ago when the bytes exceed the limit', async () => {
    const { pool, shelf, opened, closed } = poolOf(20);
    await shelf.get(hash(1));
    await shelf.get(hash(2));
    await shelf.get(hash(1));
    await shelf.get(hash(3));
    await pool.close();
    expect(closed.slice(0, 1)).toEqual(['2']);
    expect(opened).toEqual(['1', '2', '3']);
    expect(pool.figures().nEvicted).toBe(1);
  });

  it('counts the memory of several kinds together', async () => {
    const { pool, shelf } = poolOf(25);
    const other = pool.shelf({ kind: 'large', open: async () => ({}), sizeOf: () => 20 });
    await shelf.get(hash(1));
    await other.get(hash(2));
    expect(pool.stateOf(hash(1))).toBe('closed');
    expect(pool.figures()).toMatchObject({ openBytes: 20, nEvicted: 1 });
    expect([...pool.figures().openByKind]).toEqual([['large', 1]]);
  });

  it('keeps pinned models while there are others, and lets go of them when there are none', async () => {
    const { pool, shelf } = poolOf(20);
    pool.pin(hashes(1, 2));
    await shelf.get(hash(1));
    await shelf.get(hash(3));
    await shelf.get(hash(2));
    expect([1, 2, 3].map((n) => pool.stateOf(hash(n)))).toEqual(['open', 'open', 'closed']);
    await shelf.get(hash(4));
    expect([1, 2, 4].map((n) => pool.stateOf(hash(n)))).toEqual(['closed', 'open', 'open']);
  });

  it('keeps what was just asked for, even where it alone exceeds the limit', async () => {
    const { pool, shelf } = poolOf(5);
    await shelf.get(hash(1));
    expect(pool.stateOf(hash(1))).toBe('open');
    await shelf.get(hash(2));
    expect([1, 2].map((n) => pool.stateOf(hash(n)))).toEqual(['closed', 'open']);
  });

  it('never closes a model that somebody works with, whoever lets go of it meanwhile', async () => {
    const { pool, shelf, closed, opened } = poolOf(10);
    const work = held();
    const working = shelf.use(hash(1), () => work.promise);
    await shelf.get(hash(2));
    expect(pool.stateOf(hash(1))).toBe('open');
    shelf.drop(hash(1));
    await shelf.get(hash(1));
    expect(opened).toEqual(['1', '2', '1']);
    expect(closed).not.toContain('1');
    work.end();
    await working;
    await nextTurn();
    expect(closed.filter((key) => key === '1')).toEqual(['1']);
    await pool.close();
  });

  it('makes room when work ends that kept more open than the limit', async () => {
    const { pool, shelf } = poolOf(10);
    const work = held();
    const working = shelf.use(hash(1), () => work.promise);
    const other = shelf.use(hash(2), () => work.promise);
    await nextTurn();
    expect(pool.figures().openBytes).toBe(20);
    work.end();
    await Promise.all([working, other]);
    expect(pool.figures().openBytes).toBe(10);
  });

  it('closes a model that was let go of while it was being opened', async () => {
    const { pool, shelf, closed } = poolOf(10);
    const opening = shelf.get(hash(1));
    expect(pool.stateOf(hash(1))).toBe('opening');
    shelf.drop(hash(1));
    await opening;
    await pool.close();
    expect(closed).toEqual(['1']);
    expect(pool.stateOf(hash(1))).toBe('closed');
  });

  it('tries again after a failure', async () => {
    let n = 0;
    const pool = createModelPool({ limitBytes: 10, elapsedMs: () => 0 });
    const open = () => Promise.reject(new Error(`attempt ${++n}`));
    const shelf = pool.shelf({ kind: 'thing', open, sizeOf: () => 1 });
    await expect(shelf.get(hash(1))).rejects.toThrow('attempt 1');
    await expect(shelf.get(hash(1))).rejects.toThrow('attempt 2');
    expect(pool.figures()).toMatchObject({ nFailed: 2, nOpened: 0, nOpening: 0 });
  });

  it('finds without waiting what is open, and closes at once what a smaller limit does not hold', async () => {
    const { pool, shelf } = poolOf(20);
    expect(shelf.find(hash(1))).toBeUndefined();
    const one = await shelf.get(hash(1));
    await shelf.get(hash(2));
    expect(shelf.find(hash(1))).toBe(one);
    pool.limitTo(10);
    expect([1, 2].map((n) => pool.stateOf(hash(n)))).toEqual(['open', 'closed']);
  });

  it('holds at most the limit, or one model more where others are in use, for any order of calls', async () => {
    const step = fc.record({
      what: fc.constantFrom('get', 'use', 'end', 'drop', 'pin'),
      n: fc.integer({ min: 0, max: 6 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
        const { pool, shelf, opened, closed } = poolOf(30);
        const work = new Map<number, { end: () => void; working: Promise<unknown> }>();
        for (const { what, n } of steps) {
          if (what === 'get') await shelf.get(hash(n));
          else if (what === 'drop') shelf.drop(hash(n));
          else if (what === 'pin') pool.pin(hashes(n));
          else if (what === 'use' && !work.has(n)) {
            const { promise, end } = held();
            const begun = held();
            const working = shelf.use(hash(n), () => {
              begun.end();
              return promise;
            });
            await begun.promise;
            work.set(n, { end, working });
          } else if (what === 'end') {
            work.get(n)?.end();
            await work.get(n)?.working;
            work.delete(n);
          }
          const open = pool.figures().openBytes / 10;
          expect(open).toBeLessThanOrEqual(Math.max(3, work.size + 1));
        }
        for (const { end, working } of work.values()) {
          end();
          await working;
        }
        await pool.close();
        expect([...closed].sort()).toEqual([...opened].sort());
      }),
      { seed: 11, numRuns: 60 },
    );
  });
});
