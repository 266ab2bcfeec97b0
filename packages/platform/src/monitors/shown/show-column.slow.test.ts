import type { Row } from '@kaizenml/contracts';
import { OPERATIONS } from '@kaizenml/contracts/operations';
import { seededRandom } from '@kaizenml/ml/math';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSampleApp, type SampleApp } from '../../testing/sample-app.ts';
import { sampleRow } from '../../testing/sample-model.ts';

const START_MS = Date.parse('2026-03-02T00:00:00.000Z');
const HOUR_MS = 3_600_000;
const endpoint = 'churn';
const N_ROWS = 400;

describe('one column then and now', () => {
  let nowMs = START_MS;
  let app: SampleApp;
  const asked: Row[][] = [];
  beforeEach(async () => {
    nowMs = START_MS;
    app = await openSampleApp({ clock: { now: () => nowMs } });
    for (const hour of [0, 1]) {
      const random = seededRandom(hour);
      const rows = Array.from({ length: N_ROWS }, (): Row => {
        const row = sampleRow(() => random.next());
        return hour === 0 || Number(row.months) % 4 > 0 ? row : { ...row, plan: 'student' };
      });
      asked[hour] = rows;
      nowMs = START_MS + hour * HOUR_MS;
      await app.handlers.models.predict({ name: endpoint, rows });
    }
    nowMs = START_MS + 2 * HOUR_MS + 10_000;
    await app.handlers.monitors.look({ endpoint });
  });
  afterEach(() => app.dispose());

  const show = (column: string, at?: string) =>
    app.handlers.monitors.column({ endpoint, column, ...(at !== undefined && { at }) });
  const shareOf = (hour: number, isIt: (row: Row) => boolean) =>
    (asked[hour] ?? []).filter(isIt).length / N_ROWS;

  it('is counted as its rows are, level by level, with those that the model never saw', async () => {
    const shown = await show('plan');
    expect(OPERATIONS.monitors.column.output.safeParse(shown).error).toBeUndefined();
    for (const { label, shareWindow } of shown.bars)
      expect(shareWindow).toBeCloseTo(
        shareOf(1, ({ plan }) => plan === label),
        9,
      );
    const share = shareOf(1, ({ plan }) => plan === 'student');
    expect(shown.newLevels).toEqual([{ level: 'student', share: expect.closeTo(share, 9) }]);
    expect(shown.bars.find(({ label }) => label === 'student')).toMatchObject({
      ...{ kind: 'new-level', shareReference: 0 },
    });
    expect(shown.findings.some(({ verdict }) => verdict === 'drift')).toBe(true);
  });

  it('is shown at an earlier verdict, and says how much is missing', async () => {
    const shown = await show('calls', '2026-03-02T01:00:00.000Z');
    expect(shown).toMatchObject({ end: '2026-03-02T01:00:00.000Z', role: 'input', kind: 'number' });
    expect(shown.missing.window).toBeCloseTo(
      shareOf(0, ({ calls }) => calls === null),
      9,
    );
    for (const { low, high, shareWindow } of shown.bars) {
      const isIn = ({ calls }: Row) =>
        calls !== null &&
        (low === high
          ? Number(calls) === low
          : Number(calls) >= (low ?? Number.NEGATIVE_INFINITY) &&
            Number(calls) < (high ?? Number.POSITIVE_INFINITY));
      const present = shareOf(0, ({ calls }) => calls !== null);
      expect(shareWindow).toBeCloseTo(shareOf(0, isIn) / present, 9);
    }
  });

  it('is refused with a name that is close, or before there is a verdict', async () => {
    await expect(show('plam')).rejects.toMatchObject({
      code: 'COLUMN_UNKNOWN',
      message: 'No column "plam" is watched.',
      hint: expect.stringContaining('plan'),
      details: { column: 'plam' },
    });
    await expect(show('plan', '2026-03-01T00:00:00.000Z')).rejects.toMatchObject({
      code: 'ENDPOINT_SILENT',
      details: { endpoint, at: '2026-03-01T00:00:00.000Z' },
    });
  });

  it('stands with its course among all columns', async () => {
    const drift = await app.handlers.monitors.drift({ endpoint, limit: 200, most: 2 });
    expect(OPERATIONS.monitors.drift.output.safeParse(drift).error).toBeUndefined();
    expect(drift.columns).toHaveLength(2);
    expect(drift.nColumns).toBeGreaterThan(4);
    expect(drift.columns.map(({ column }) => column)).toContain('plan');
    expect(drift.verdicts.map(({ nRows }) => nRows)).toEqual([N_ROWS, N_ROWS]);
    const [standing] = (await app.handlers.monitors.list({})).items;
    expect(standing?.course).toEqual(['calm', 'drift']);
  });
});
