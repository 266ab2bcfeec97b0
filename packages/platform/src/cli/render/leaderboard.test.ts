import type { LeaderboardRow } from '@kaizenml/contracts/operations';
import { describe, expect, it } from 'vitest';
import { createStyle } from '../terminal.ts';
import { leaderboardTable, renderLeaderboard } from './leaderboard.ts';

const style = createStyle(false);

const row = (rank: number, more: Partial<LeaderboardRow> = {}): LeaderboardRow => ({
  rank,
  name: `ridge-${rank}`,
  title: `Ridge regression ${rank}`,
  estimator: 'ridge',
  params: {},
  level: 1,
  roles: [],
  score: 0.9,
  validation: { value: 0.9, low: 0.88, high: 0.92 },
  test: null,
  isBestAlike: rank < 3,
  sizeBytes: 2048,
  status: 'finished',
  ...more,
});

const rows = [
  row(1, {
    name: 'ensemble',
    title: 'Ensemble of 4 models (2 boosted trees, ridge regression, random forest)',
    level: 2,
    roles: ['champion'],
    test: { value: 0.91, low: 0.87, high: 0.94 },
  }),
  row(2, { roles: ['small', 'interpretable'], test: { value: 0.9, low: null, high: null } }),
  row(3),
  row(4, { validation: null, status: 'failed', isBestAlike: null, sizeBytes: null }),
];
const times = { ensemble: { fitMs: 2100, predictMsPer1000Rows: 18.2 } };

describe('leaderboardTable', () => {
  it('shows everything where there is room', () => {
    const lines = leaderboardTable({ rows, times }, { style, width: 200 }).split('\n');
    expect(lines[0]?.split(/ {2,}/)).toEqual([
      '#',
      'model',
      'validation',
      '[95 %]',
      'test',
      '[95 %]',
      'kept as',
      'fit',
      '1000 answers',
      'size',
      'level',
    ]);
    expect(lines[1]?.replaceAll(/ {2,}/g, ' | ')).toBe(
      '1 | ≈ | Ensemble of 4 models (2 boosted trees, ridge regression, random forest) | 0.9000 | 0.8800 – 0.9200 | 0.9100 | 0.8700 – 0.9400 | champion | 2.1 s | 18 ms | 2.0 kB | 2',
    );
    expect(lines[2]).toContain('small, readable');
    expect(lines[4]).toContain('failed');
  });

  it.each([48, 60, 80, 100, 140])('is no wider than %i columns, and keeps the scores', (width) => {
    const lines = leaderboardTable({ rows, times }, { style, width }).split('\n');
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(width);
    for (const line of lines.slice(1, 4)) expect(line).toContain('0.9000  0.8800 – 0.9200');
  });

  it('leaves out what matters least first', () => {
    const titles = (width: number) =>
      leaderboardTable({ rows, times }, { style, width }).split('\n')[0] ?? '';
    expect(titles(66)).not.toContain('kept as');
    expect(titles(66)).toContain('test');
    expect(titles(90)).toContain('kept as');
    expect(titles(90)).not.toContain('level');
  });
});

describe('renderLeaderboard', () => {
  it('says what is compared, how to read it and why the champion won', () => {
    const text = renderLeaderboard(
      {
        run: '01JD0000000000000000000000',
        task: 'binary',
        target: 'left',
        metric: { name: 'roc_auc', title: 'ROC AUC', better: 'higher', unit: 'share' },
        nTestRows: 69,
        rows,
        times,
        sentences: ['It is a team.'],
      },
      { style, width: 100 },
    );
    expect(text).toMatch(/^Leaderboard of "left" by ROC AUC, higher is better \(run 01JD/);
    expect(text).toContain('Test: 69 rows that nothing had seen before.');
    expect(text).toContain('A team is judged on rows that had no part in making it');
    expect(text).toMatch(/Why it won\n {2}It is a team\.$/);
  });
});
