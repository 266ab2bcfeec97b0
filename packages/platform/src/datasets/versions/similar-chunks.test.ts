import { describe, expect, it } from 'vitest';
import type { RawManifest } from './raw-manifest.ts';
import { similarChunks } from './similar-chunks.ts';

/** Old chunks of 4 bytes each: `a` ends with mark 1, `b` with 2 … */
const olds = (...marks: readonly number[]): RawManifest => ({
  sha256: '',
  sizeBytes: 0,
  chunks: marks.map((mark, k) => ({ hash: 'abcdefgh'[k] ?? '', sizeBytes: 4, mark })),
});
const ask = (
  like: RawManifest,
  stretches: readonly (readonly [startMark: number, endMark: number, sizeBytes: number])[],
) => {
  const similar = similarChunks(like);
  return stretches.map(([startMark, endMark, sizeBytes]) =>
    similar({ startMark, endMark, sizeBytes })
      .map(({ hash }) => hash)
      .join(''),
  );
};

describe('the old chunks in which a new one stands', () => {
  const like = olds(1, 2, 3, 4, 0);
  it('are told by both cuts', () => {
    expect(
      ask(like, [
        [0, 1, 4],
        [1, 2, 4],
        [2, 3, 4],
        [4, 0, 4],
      ]),
    ).toEqual(['a', 'b', 'c', 'e']);
  });

  it('are several where a cut is gone, and one for both where a cut is new', () => {
    expect(
      ask(like, [
        [0, 2, 8],
        [2, 77, 2],
        [77, 3, 2],
      ]),
    ).toEqual(['ab', 'c', 'c']);
  });

  it('go on where two cuts in a row have moved', () => {
    expect(
      ask(like, [
        [0, 77, 6],
        [77, 78, 3],
        [78, 4, 7],
        [4, 0, 4],
      ]),
    ).toEqual(['ab', 'bc', 'cd', 'e']);
  });

  it('are the nearest where marks are equal by chance', () => {
    const twice = olds(1, 2, 3, 1, 5, 0);
    expect(
      ask(twice, [
        [0, 1, 4],
        [1, 2, 4],
        [2, 3, 4],
        [3, 1, 4],
        [1, 5, 4],
      ]),
    ).toEqual(['a', 'b', 'c', 'd', 'e']);
  });

  it('are none where nothing is known', () => {
    expect(ask(olds(), [[0, 0, 4]])).toEqual(['']);
    expect(ask(like, [[77, 78, 4]])).toEqual(['']);
  });
});
