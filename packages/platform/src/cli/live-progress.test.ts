import { describe, expect, it } from 'vitest';
import { createProgress, elapsed } from './live-progress.ts';

function screen({ isTTY, columns }: { isTTY: boolean; columns?: number }) {
  let text = '';
  let clock = 0;
  const stream = {
    isTTY,
    columns,
    write: (chunk: string) => {
      text += chunk;
    },
  };
  return {
    progress: createProgress({ stream, env: { NO_COLOR: '1' }, now: () => clock }),
    tick: (ms: number) => {
      clock += ms;
    },
    text: () => text,
  };
}

describe('createProgress', () => {
  it('writes plain lines without a terminal: stages, notes and every better candidate', () => {
    const { progress, tick, text } = screen({ isTTY: false });
    progress.stage('Reading the data', 'churn.csv');
    tick(1500);
    progress.stage('Trying models');
    progress.trial({ n: 1, of: 4, name: 'ridge', score: 0.7, best: 0.7 });
    progress.trial({ n: 2, of: 4, name: 'tree', score: 0.6, best: 0.7 });
    progress.trial({ n: 3, of: 4, name: 'forest', score: 0.8, best: 0.8 });
    progress.note('One column leaks the target.');
    progress.done();
    expect(text()).toBe(
      [
        '[0.0 s] Reading the data: churn.csv',
        '[1.5 s] Trying models',
        '[1.5 s]   candidate 1 of 4 · ridge · score 0.7000 · best 0.7000',
        '[1.5 s]   candidate 3 of 4 · forest · score 0.8000 · best 0.8000',
        '[1.5 s] One column leaks the target.',
        '',
      ].join('\n'),
    );
  });

  it('draws one live line on a terminal, at most ten times a second and never wider than it', () => {
    const { progress, tick, text } = screen({ isTTY: true, columns: 40 });
    progress.stage('Trying models');
    for (let n = 1; n <= 100; n++) {
      tick(10);
      progress.trial({ n, of: 100, name: 'random-forest', score: 0.5, best: 0.5, msLeft: 9000 });
    }
    const redraws = text().split('\r\u001b[2K').slice(1);
    expect(redraws.length).toBeLessThanOrEqual(11);
    for (const line of redraws) expect(line.length).toBeLessThan(40);
    progress.done();
    expect(text().split('\n').at(-2)).toMatch(/✓ Trying models · 1\.0 s/);
    expect(text().endsWith('\n')).toBe(true);
  });

  it('shows the time that is left, and nothing of a stage that failed', () => {
    const { progress, tick, text } = screen({ isTTY: true, columns: 120 });
    progress.stage('Trying models');
    tick(200);
    progress.trial({ n: 1, name: 'ridge', msLeft: 42_000 });
    expect(text()).toContain('42 s left');
    progress.clear();
    expect(text()).not.toContain('✓');
    expect(text().endsWith('\r\u001b[2K')).toBe(true);
  });
});

describe('elapsed', () => {
  it('says spans as people do', () => {
    expect([800, 42_000, 185_000].map(elapsed)).toEqual(['0.8 s', '42 s', '3 min 05 s']);
  });
});
