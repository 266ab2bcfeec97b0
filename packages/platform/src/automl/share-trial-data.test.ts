import { encodeText, makeTable } from '@kaizenml/ml/table';
import { expect, it } from 'vitest';
import { shareTrialData } from './share-trial-data.ts';

it('shareTrialData shares what fits read, and leaves out ids, which no recipe takes', () => {
  const split = { train: Int32Array.of(0), test: Int32Array.of(1) };
  const shared = shareTrialData({
    features: makeTable([
      encodeText('note', 'text', ['long', 'longer']),
      { name: 'x', kind: 'number', values: Float64Array.of(1, 2) },
      encodeText('key', 'id', ['1', '2']),
      encodeText('color', 'category', ['red', 'blue']),
    ]),
    target: { kind: 'classification', codes: Int32Array.of(0, 1), nClasses: 2 },
    folds: [split],
    metric: 'accuracy',
  });
  expect(shared.features.columns.map(({ name }) => name)).toEqual(['note', 'x', 'color']);
  expect(shared.features.nRows).toBe(2);
  expect(shared.folds).toEqual([split]);
  const { target } = shared;
  const arrays = [
    target.kind === 'regression' ? target.values : target.codes,
    ...shared.folds.flatMap(({ train, test }) => [train, test]),
  ];
  for (const { buffer } of arrays) expect(buffer).toBeInstanceOf(SharedArrayBuffer);
});
