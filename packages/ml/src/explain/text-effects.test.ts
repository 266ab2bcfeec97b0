import { describe, expect, it } from 'vitest';
import {
  fromRows,
  type Matrix,
  type SparseMatrix,
  sparseFromRows,
  toDense,
} from '../math/index.ts';
import { mixableRows, wordEffects } from './index.ts';

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

describe('mixableRows', () => {
  it('stand for rows of several parts, and take each input from where it is said', () => {
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
    const written = toDense(source);
    const mixable = mixableRows([
      { x: source, blocks },
      { x: written, blocks: blocks.slice(1) },
    ]);
    expect(mixable.blocks.map(({ input }) => input)).toEqual(['a', 'b']);
    expect(mixable.rowsOf(mixable.x)[0]).toEqual(source);
    const [sparse, dense] = mixable.rowsOf({
      nRows: 2,
      nColumns: 2,
      values: Float64Array.of(1, 0, 2, 1),
    }) as [SparseMatrix, Matrix];
    expect([...toDense(sparse).values]).toEqual([0, 5, 3, 0, 0, 0, 0, 7]);
    expect([...dense.values]).toEqual([0, 0, 3, 0, 0, 0, 0, 7]);
  });

  it('are the rows themselves of a single part with dense rows', () => {
    const x = fromRows([[1, 2]]);
    const mixable = mixableRows([{ x, blocks: [{ input: 'a', start: 0, end: 2 }] }]);
    expect(mixable.x).toBe(x);
    expect(mixable.rowsOf(x)).toEqual([x]);
  });
});
