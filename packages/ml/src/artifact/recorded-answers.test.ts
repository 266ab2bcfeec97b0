import { describe, expect, it } from 'vitest';
import { findDifferentAnswer } from './recorded-answers.ts';
import { sampleRows } from './sample-rows.ts';

const rows = [{ x: 1 }, { x: 2 }, { x: 3 }];
const double = {
  predict: (asked: readonly { x: number }[]) => asked.map(({ x }) => ({ prediction: 2 * x })),
};
const model = double as unknown as Parameters<typeof findDifferentAnswer>[0];

describe('findDifferentAnswer', () => {
  it('finds nothing where every answer is the recorded one', () => {
    const answers = [{ prediction: 2 }, { prediction: 4 }, { prediction: 6 }];
    expect(findDifferentAnswer(model, { rows, answers })).toBeUndefined();
    expect(findDifferentAnswer(model, { rows: [], answers: [] })).toBeUndefined();
  });

  it('finds the first row that gets another one, and one that has none', () => {
    const answers = [{ prediction: 2 }, { prediction: 4.000000000000001 }];
    expect(findDifferentAnswer(model, { rows, answers })).toEqual({
      row: { x: 2 },
      expected: { prediction: 4.000000000000001 },
      received: { prediction: 4 },
    });
    expect(
      findDifferentAnswer(model, { rows, answers: [{ prediction: 2 }, { prediction: 4 }] }),
    ).toEqual({
      row: { x: 3 },
      expected: undefined,
      received: { prediction: 6 },
    });
  });
});

describe('sampleRows', () => {
  const signature = {
    inputs: [{ name: 'x', kind: 'number', required: true, shareMissing: 0, typical: 7 }],
    output: { name: 'y', task: 'regression' },
  } as const;

  it('are the first 16 of the background, or one typical row without it', () => {
    const background = Array.from({ length: 40 }, (_, x) => ({ x }));
    expect(sampleRows({ signature, explain: { background } })).toEqual(background.slice(0, 16));
    expect(sampleRows({ signature, explain: { background: [] } })).toEqual([{ x: 7 }]);
    expect(sampleRows({ signature })).toEqual([{ x: 7 }]);
  });
});
