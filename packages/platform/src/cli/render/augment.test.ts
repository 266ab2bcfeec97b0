import type { Operations, OutputOf } from '@kaizenml/contracts/operations';
import { expect, it } from 'vitest';
import { createStyle } from '../terminal.ts';
import { renderAugment } from './augment.ts';

type AugmentOutput = OutputOf<Operations['datasets']['augment']>;

const look = { style: createStyle(false), width: 100 };
const made: AugmentOutput = {
  ...{ name: 'ducks-augmented', version: 2, hash: 'e0', nRows: 260, nColumns: 4 },
  ...{ createdAt: '2026-11-22T00:00:00.000Z', source: 'ducks.parquet', span: null },
  ...{ isNew: true, from: 'ducks@1', algorithm: 'SMOTE-NC' },
  ...{ nKept: 160, nMade: 100, nUnknown: 3, leftOut: ['ring'], findings: [] },
  classes: [
    { class: 'mallard', nBefore: 147, nAfter: 147, isCapped: false },
    { class: 'teal', nBefore: 10, nAfter: 100, isCapped: true },
  ],
};

it('says which rows were made, what was left out, and how the classes stand', () => {
  expect(renderAugment(made, look)).toBe(
    [
      'Made ducks-augmented@2 with 260 rows from ducks@1.',
      'Rows 161 to 260 were made by SMOTE-NC.',
      '3 rows without a class stay as they are.',
      'Left out: ring, since a made row is nobody.',
      'No class grows to more than 10 times its rows; `--ratio 1` makes all equal.',
      '',
      'Rows per class',
      'class    before  now',
      'mallard     147  147',
      'teal         10  100  +90 (the most)',
    ].join('\n'),
  );
});

it('says how many rows were left out', () => {
  const classes = [
    { class: 'mallard', nBefore: 147, nAfter: 10, isCapped: false },
    { class: 'teal', nBefore: 10, nAfter: 10, isCapped: false },
  ];
  const fewer = { ...made, algorithm: 'fewer rows' as const, nMade: 0, nUnknown: 0, leftOut: [] };
  const text = renderAugment({ ...fewer, isNew: false, classes }, look);
  expect(text).toContain(
    'Already there: ducks-augmented@2 with 260 rows from ducks@1.\n137 rows were left out at random.',
  );
  expect(text).toContain('mallard     147   10  −137');
});
