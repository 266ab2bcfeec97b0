import { describe, expect, it } from 'vitest';
import { createStyle } from '../terminal.ts';
import { renderColumn, renderDrift } from './monitor-columns.ts';

const look = { style: createStyle(false), width: 100 };
const place = { start: '2026-03-02T00:00:00.000Z', end: '2026-03-02T01:00:00.000Z', version: 1 };
const bar = { kind: 'level' as const, low: null, high: null };

describe('drift in the terminal', () => {
  it('is a line per column, the taller the further it is', () => {
    const text = renderDrift(
      {
        ...{ endpoint: 'churn', leastEffect: 0.1, nColumns: 3 },
        verdicts: [{ ...place, nRows: 400, status: 'alarm', nDrifted: 1 }],
        columns: [
          {
            ...{ check: 'inputs', column: 'plan', measure: 'ks', states: '-.SCNDDDD', nDrifted: 4 },
            effects: [null, 0, 0.05, 0.2, 0.2, 0.15, 0.25, 0.5, 0.9],
            ...{ why: 'more of it', lastDriftAt: place.end },
          },
        ],
      },
      look,
    );
    expect(text).toContain('plan    inputs   ·scn▂▄▆█        4   0.900');
    expect(text).toContain('and 2 more, which moved less');
  });

  it('shows a column as bars then and now, new levels marked', () => {
    const text = renderColumn(
      {
        ...{
          endpoint: 'churn',
          column: 'plan',
          role: 'input',
          kind: 'category',
          ...place,
          nRows: 400,
        },
        ...{ nReference: 600, nWindow: 400, missing: { reference: 0, window: 0.25 } },
        ...{ mean: { reference: null, window: null }, findings: [] },
        bars: [
          { ...bar, label: 'basic', shareReference: 0.5, shareWindow: 1 },
          { ...bar, kind: 'new-level', label: 'student', shareReference: 0, shareWindow: 0.001 },
        ],
        newLevels: [{ level: 'student', share: 0.001 }],
      },
      look,
    );
    expect(text).toContain(
      `basic          50 %  ${'█'.repeat(12).padEnd(24)}  100 %  ${'█'.repeat(24)}`,
    );
    expect(text).toContain('student (new)');
    expect(text).toContain('missing  0 % → 25 %');
    expect(text).toContain('New levels: "student" (0.1 %)');
  });
});
