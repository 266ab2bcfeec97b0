import { describe, expect, it } from 'vitest';
import type { LiveTrial } from '../../training/training-types.ts';
import { rankTrials } from './rank-trials.ts';

const trial = (name: string, score: number | null, more: Partial<LiveTrial> = {}): LiveTrial => ({
  n: 1,
  name,
  title: name,
  status: 'finished',
  isBaseline: false,
  score,
  scoreSd: 0.02,
  nFolds: 5,
  fitMs: 1,
  error: null,
  ...more,
});

const shown = (trials: readonly LiveTrial[], better: 'higher' | 'lower') =>
  rankTrials(trials, better).map(({ trial: { name }, mark }) => [name, mark]);

describe('rankTrials', () => {
  it('puts the best first, for either direction, and marks those within a standard error', () => {
    const trials = [trial('poor', 0.6), trial('near', 0.791), trial('good', 0.8)];
    expect(shown(trials, 'higher')).toEqual([
      ['good', 'best'],
      ['near', 'alike'],
      ['poor', null],
    ]);
    expect(shown(trials, 'lower')).toEqual([
      ['poor', 'best'],
      ['near', null],
      ['good', null],
    ]);
  });

  it('never takes a baseline for the best', () => {
    expect(shown([trial('mean', 0.9, { isBaseline: true }), trial('tree', 0.5)], 'higher')).toEqual(
      [
        ['mean', 'baseline'],
        ['tree', 'best'],
      ],
    );
    expect(shown([trial('mean', 0.9, { isBaseline: true })], 'higher')).toEqual([
      ['mean', 'baseline'],
    ]);
  });

  it('compares no means over different folds, and puts what has no score last', () => {
    expect(
      shown(
        [
          trial('broken', null, { status: 'failed', nFolds: 0 }),
          trial('cut', 0.99, { nFolds: 2 }),
          trial('whole', 0.7),
          trial('late', null, { status: 'skipped', nFolds: 0 }),
        ],
        'higher',
      ),
    ).toEqual([
      ['whole', 'best'],
      ['cut', 'partial'],
      ['broken', 'failed'],
      ['late', 'skipped'],
    ]);
  });
});
