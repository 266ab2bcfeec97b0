import { describe, expect, it } from 'vitest';
import { parameterChart, paretoChart, trialsChart } from './index.ts';
import { logScale } from './log-axis.ts';
import { scoreWindow } from './score-window.ts';

const size = { width: 420 };

describe('scoreWindow', () => {
  it('is all scores where none is far behind', () => {
    expect(scoreWindow([0.9, 0.8, null, 0.85], 'higher')).toEqual({ best: 0.9, worst: 0.8 });
    expect(scoreWindow([3, 5, 4], 'lower')).toEqual({ best: 3, worst: 5 });
  });

  it('ends behind three quarters of the field where some are useless', () => {
    expect(scoreWindow([1, 1.5, 1.75, 2, 100], 'lower')).toEqual({ best: 1, worst: 2 });
  });

  it('is nothing without a score', () => {
    expect(scoreWindow([null, Number.NaN], 'higher')).toBeUndefined();
  });
});

describe('logScale', () => {
  it('gives equal ratios equal distances', () => {
    const x = logScale([0.01, 100], [0, 400], 10);
    expect([0.01, 0.1, 1, 10, 100].map(x)).toEqual([0, 100, 200, 300, 400]);
    expect(x.ticks.map(({ label }) => label)).toEqual(['0.01', '0.1', '1', '10', '100']);
  });

  it('has no more ticks than are wanted', () => {
    const wide = logScale([1e-9, 1e9], [0, 400], 6);
    expect(wide.ticks.length).toBeGreaterThan(2);
    expect(wide.ticks.length).toBeLessThanOrEqual(7);
    expect(logScale([1, 9], [0, 400], 6).ticks.map(({ label }) => label)).toEqual(['1', '2', '5']);
  });
});

describe('trialsChart', () => {
  const scores = [0.5, 0.8, 0.9, 0.91, 0.89, 0.905];

  it('puts a dot where each score is, and a triangle at the border for what is beyond it', () => {
    const svg = trialsChart({ score: 'ROC AUC', better: 'higher', scores }, size);
    const heights = circles(svg).map(([, y]) => y);
    expect(circles(svg)).toHaveLength(4);
    expect(heights.toSorted((a, b) => a - b)).toEqual([1, 3, 0, 2].map((i) => heights[i]));
    expect(svg.match(/trial [12]: 0\.[58]</g)).toHaveLength(2);
    expect(svg).toContain('Triangles at the border: 2 beyond it.');
    expect(svg).toContain('ROC AUC reached 0.91 with trial 4 of 6');
  });

  it('colors the four families that were tried most, and names them', () => {
    const families = ['a', 'b', 'c', 'd', 'e', 'a'];
    const svg = trialsChart({ score: 'x', better: 'higher', scores, families }, size);
    for (const name of ['a', 'b', 'c', 'd', 'others']) expect(svg).toContain(`>${name}</text>`);
    expect(svg).not.toContain('>e</text>');
    expect(svg).toContain('trial 5, e: 0.89');
  });
});

describe('paretoChart', () => {
  const model = (title: string, score: number, msPer1000Rows: number, isOnFront: boolean) => ({
    title,
    score,
    msPer1000Rows,
    sizeBytes: 1000 * msPer1000Rows,
    isOnFront,
  });
  const entries = [
    model('slow', 0.9, 100, true),
    model('quick', 0.89, 1, true),
    model('beaten', 0.88, 10, false),
  ];
  const svg = paretoChart({ entries, score: 'ROC AUC', better: 'higher' }, size);

  it('says what the best is and what a quicker one gives up', () => {
    expect(svg).toContain('slow is best with 0.9; quick gets 0.89 and is 100 times as fast');
  });

  it('draws the front as steps through its models, in the order of time', () => {
    const [first, , last] = circles(svg).toSorted(([a], [b]) => a - b);
    const [, path = ''] = /<path d="([^"]+)"/.exec(svg) ?? [];
    const points = path
      .split(/[ML]/)
      .slice(1)
      .map((each) => each.split(',').map(Number));
    expect(points).toEqual([first, [last?.[0], first?.[1]], last]);
  });

  it('gives dots areas in the ratio of sizes', () => {
    const radii = [...svg.matchAll(/<circle [^>]* r="([\d.]+)"/g)].map(([, r]) => Number(r));
    expect(radii[0]).toBe(15);
    expect((radii[1] ?? 0) ** 2).toBeCloseTo(15 ** 2 / 10, 0);
  });
});

describe('parameterChart', () => {
  it('puts every trial at its value on a logarithmic axis', () => {
    const trials = [1, 10, 100].map((value, i) => ({ value, score: i }));
    const svg = parameterChart(
      { parameter: 'l2', scale: 'log', trials, curve: trials, score: 'R²', better: 'higher' },
      size,
    );
    const xs = circles(svg).map(([x]) => x);
    expect((xs[1] ?? 0) - (xs[0] ?? 0)).toBeCloseTo((xs[2] ?? 0) - (xs[1] ?? 0), 5);
  });

  it('gives choices a place each and a line at what to expect', () => {
    const trials = ['gini', 'entropy'].map((value, i) => ({ value, score: i }));
    const svg = parameterChart(
      { parameter: 'rule', scale: 'choice', trials, curve: trials, score: 'R²', better: 'higher' },
      size,
    );
    expect(svg).toContain('>gini</text>');
    expect(svg.match(/stroke-width="3"/g)).toHaveLength(2);
  });
});

function circles(svg: string): [number, number][] {
  return [...svg.matchAll(/<circle cx="([\d.]+)" cy="([\d.]+)"/g)].map(([, x, y]) => [
    Number(x),
    Number(y),
  ]);
}
