import { type ArtifactHash, asId } from '@kaizenml/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createEndpointMemory } from './endpoint-memory.ts';

const HASH = asId<ArtifactHash>('a'.repeat(64));
const OTHER = asId<ArtifactHash>('b'.repeat(64));
const answer = (prediction: number | string) => ({ prediction: { prediction } });
const ROOMY = { seconds: 60, rows: 100, megabytes: 16 };

function setStage(settings = ROOMY) {
  let nowMs = 1_000_000;
  const memory = createEndpointMemory(settings, () => nowMs);
  return { memory, of: memory.ofArtifact(HASH), passMs: (ms: number) => (nowMs += ms) };
}

describe('an endpoint memory', () => {
  it('holds the rows that were used last, as a list that is searched from its end does', () => {
    const ops = fc.array(fc.tuple(fc.boolean(), fc.nat(9)), { maxLength: 60 });
    fc.assert(
      fc.property(ops, fc.integer({ min: 1, max: 6 }), (steps, rows) => {
        const { memory, of } = setStage({ ...ROOMY, rows });
        let expected: number[] = [];
        for (const [isPut, n] of steps) {
          const isKnown = expected.includes(n);
          if (isPut) of.put(String(n), answer(n));
          else expect(of.find(String(n))?.prediction.prediction).toBe(isKnown ? n : undefined);
          if (isPut || isKnown) expected = [...expected.filter((k) => k !== n), n].slice(-rows);
        }
        expect(memory.figures().nRows).toBe(expected.length);
        for (const n of expected) expect(of.find(String(n))).toBeDefined();
      }),
      { seed: 67, numRuns: 200 },
    );
  });

  it('stays below its bytes, and gives all of them back', () => {
    const { memory, of } = setStage({ ...ROOMY, megabytes: 0.01 });
    for (let i = 0; i < 90; i++) of.put(`${i}`, answer('x'.repeat(i)));
    const { nRows, estimatedBytes } = memory.figures();
    expect(nRows).toBeGreaterThan(10);
    expect(nRows).toBeLessThan(60);
    expect(estimatedBytes).toBeLessThanOrEqual(10_000);
    expect(of.find('89')).toBeDefined();
    of.put('huge', answer('x'.repeat(10_000)));
    expect(of.find('huge')).toBeUndefined();
    memory.forget(HASH);
    expect(memory.figures()).toMatchObject({ nRows: 0, estimatedBytes: 0 });
  });

  it('gives an answer until it is as old as the settings allow, used or not', () => {
    const { memory, of, passMs } = setStage();
    of.put('k', answer(1));
    passMs(59_999);
    expect(of.find('k')).toEqual(answer(1));
    passMs(1);
    expect(of.find('k')).toBeUndefined();
    expect(memory.figures()).toMatchObject({ nRows: 0, estimatedBytes: 0 });
  });

  it('takes no answer from the future, where a clock was set back', () => {
    const { of, passMs } = setStage();
    of.put('k', answer(1));
    passMs(-1);
    expect(of.find('k')).toBeUndefined();
  });

  it('holds to new settings at once', () => {
    const { memory, of, passMs } = setStage();
    for (const key of ['a', 'b', 'c']) of.put(key, answer(key));
    memory.limit({ ...ROOMY, rows: 2 });
    expect(['a', 'b', 'c'].map((key) => of.find(key) !== undefined)).toEqual([false, true, true]);
    passMs(5000);
    memory.limit({ ...ROOMY, seconds: 5 });
    expect(of.find('b')).toBeUndefined();
  });

  it('keeps artifacts apart, and forgets one with the answers to it that are on their way', () => {
    const { memory, of } = setStage();
    const other = memory.ofArtifact(OTHER);
    of.put('k', answer(1));
    expect(other.find('k')).toBeUndefined();
    other.put('k', answer(2));
    memory.forget(HASH);
    of.put('k', answer(3));
    expect([of.find('k'), memory.ofArtifact(HASH).find('k')]).toEqual([undefined, undefined]);
    expect(other.find('k')).toEqual(answer(2));
    expect(memory.figures().nRows).toBe(1);
  });
});
