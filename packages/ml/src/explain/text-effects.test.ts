import { describe, expect, it } from 'vitest';
import { sparseFromRows, toDense } from '../math/index.ts';
import { pickedRows, wordEffects } from './index.ts';

describe('wordEffects', () => {
  it('are what an answer loses without a word, wherever it stands', () => {
    const worth: Readonly<Record<string, number>> = { free: 2, call: -1, now: 0.5 };
    const answersTo = (texts: readonly string[]) =>
      Float64Array.from(texts, (text) =>
        text.split(' ').reduce((sum, word) => sum + (worth[word] ?? 0), 0),
      );
    expect(wordEffects(' free call  free now', answersTo)).toEqual([
      { word: 'free', contribution: 4 },
      { word: 'call', contribution: -1 },
      { word: 'now', contribution: 0.5 },
    ]);
    expect(wordEffects('  ', answersTo)).toEqual([]);
  });
});

describe('pickedRows', () => {
  it('stand for sparse rows, and take each input from where it is said', () => {
    const source = sparseFromRows(
      [
        [
          [0, 1],
          [2, 3],
        ],
        [
          [1, 5],
          [3, 7],
        ],
        [],
      ],
      4,
    );
    const blocks = [
      { input: 'a', start: 0, end: 2 },
      { input: 'b', start: 2, end: 4 },
    ];
    const picked = pickedRows(source, blocks);
    expect(picked.rowsOf(picked.x)).toEqual(source);
    const swapped = picked.rowsOf({ nRows: 2, nColumns: 2, values: Float64Array.of(1, 0, 2, 1) });
    expect([...toDense(swapped).values]).toEqual([0, 5, 3, 0, 0, 0, 0, 7]);
  });
});
