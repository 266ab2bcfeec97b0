import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { COLORS, evidenceChart, sparkLine, timeLines } from './index.ts';

const size = { width: 420 };
const at = [0, 1, 2, 3, 4].map((minute) => Date.UTC(2026, 0, 1, 12, minute));
const usual = {
  title: '3 requests per second over ten minutes',
  axis: 'requests per second',
  at,
  lines: [
    { label: 'version 1', color: COLORS.main, values: [1, 3, 2, 4, 3], isFilled: true },
    { label: 'no answer', color: COLORS.second, values: [0, 0, null, 1, 0] },
  ],
};

describe('timeLines', () => {
  it('looks as it did', async () => {
    await expect(timeLines(usual, size)).toMatchFileSnapshot('snapshots/timeLines.svg');
  });

  it('leaves a gap where nothing was measured, and draws a lone value as a dot', () => {
    const paths = (values: readonly (number | null)[]) => {
      const svg = timeLines({ ...usual, lines: [{ label: 'p95', color: 'red', values }] }, size);
      return [svg.match(/<path/g)?.length ?? 0, svg.match(/<circle/g)?.length ?? 0];
    };
    expect(paths([1, 2, 3, 4, 5])).toEqual([1, 0]);
    expect(paths([1, 2, null, 4, 5])).toEqual([2, 0]);
    expect(paths([1, 2, null, 4, null])).toEqual([1, 1]);
  });

  it('keeps its height whether there is something to draw or not', () => {
    const heightOf = (svg: string) => svg.match(/ height="(\d+)"/)?.[1];
    const none = timeLines(
      { ...usual, lines: usual.lines.map((line) => ({ ...line, values: [] })), empty: 'Nothing.' },
      size,
    );
    expect(heightOf(none)).toBe(heightOf(timeLines(usual, size)));
    expect(none).toContain('>Nothing.</text>');
  });

  it('draws whatever it is given', () => {
    const numbers = fc.array(fc.option(fc.double()), { maxLength: 8 });
    fc.assert(
      fc.property(
        numbers,
        fc.string(),
        fc.integer({ min: 100, max: 900 }),
        (values, words, width) => {
          const lines = [{ label: words, color: COLORS.main, values }];
          const svg = timeLines({ title: words, axis: words, at, lines }, { width });
          expect(svg).not.toMatch(/NaN|Infinity/);
        },
      ),
      { seed: 5, numRuns: 60 },
    );
  });
});

describe('sparkLine', () => {
  it('has a flat floor and no line where all is zero', () => {
    const svg = sparkLine({ title: 'none', values: [0, 0, 0] }, { width: 60 });
    expect(svg).toContain('<title>none</title>');
    expect(svg).not.toContain('<path');
  });

  it('looks as it did', async () => {
    const svg = sparkLine({ title: 'some', values: [0, 1, 4, 2, 3] }, { width: 60 });
    await expect(svg).toMatchFileSnapshot('snapshots/sparkLine.svg');
  });
});

describe('evidenceChart', () => {
  const points = at.map((each, i) => ({
    ...{ at: each, difference: 0.002, low: -0.05 / (i + 1), high: i === 0 ? null : 0.05 / (i + 1) },
  }));
  const figures = { title: 'Failed requests', unit: 'share', margin: 0.01, points };

  it('looks as it did', async () => {
    await expect(evidenceChart(figures, size)).toMatchFileSnapshot('snapshots/evidenceChart.svg');
  });

  it('draws zero and the margin where they are, the margin above', () => {
    const svg = evidenceChart(figures, size);
    const heights = [...svg.matchAll(/y1="([\d.]+)" y2="\1" stroke="[^"]+" stroke-width="1.4"/g)];
    const [zero, margin] = heights.map(([, y]) => Number(y));
    expect(margin).toBeLessThan(zero ?? 0);
  });

  it('says so while there is nothing to compare, and keeps its height', () => {
    const none = evidenceChart({ ...figures, points: [] }, size);
    expect(none).toContain('Nothing to compare yet.');
    const heightOf = (svg: string) => svg.match(/ height="(\d+)"/)?.[1];
    expect(heightOf(none)).toBe(heightOf(evidenceChart(figures, size)));
  });

  it('draws whatever it is given', () => {
    const number = fc.option(fc.double());
    const some = fc.array(
      fc.record({ at: fc.double(), difference: number, low: number, high: number }),
    );
    fc.assert(
      fc.property(some, fc.double({ min: 0, max: 1e6, noNaN: true }), (list, margin) => {
        const svg = evidenceChart({ title: 't', margin, points: list }, { width: 300 });
        expect(svg).not.toMatch(/NaN|Infinity/);
      }),
      { seed: 5, numRuns: 60 },
    );
  });
});
