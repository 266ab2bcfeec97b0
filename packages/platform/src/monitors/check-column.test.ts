import { columnReference } from '@kaizenml/ml/drift';
import { seededRandom } from '@kaizenml/ml/math';
import { encodeText, type NumericColumn } from '@kaizenml/ml/table';
import { describe, expect, it } from 'vitest';
import { checkColumn } from './check-column.ts';

const thresholds = { psi: 0.2, missingShift: 0.1 };

function normals(
  n: number,
  { seed, mean = 0, missing = 0 }: { seed: number; mean?: number; missing?: number },
): NumericColumn {
  const random = seededRandom(seed);
  const values = Float64Array.from({ length: n }, () =>
    random.next() < missing ? Number.NaN : mean + random.normal(),
  );
  return { name: 'x', kind: 'number', values };
}

const levels = (counts: Record<string, number>) =>
  encodeText(
    'plan',
    'category',
    Object.entries(counts).flatMap(([level, n]) => Array<string>(n).fill(level)),
  );

describe('checkColumn', () => {
  const reference = columnReference(normals(2000, { seed: 1 }));

  it.each([30, 60, 200, 1000])(
    'cries wolf over %i rows of the same population in fewer than one check in 200',
    (n) => {
      const alarms = Array.from({ length: 1000 }, (_, i) =>
        checkColumn(reference, normals(n, { seed: 100 + i }), thresholds),
      ).filter(({ status }) => status === 'drift');
      expect(alarms.length).toBeLessThan(5);
    },
  );

  it.each([60, 200, 1000])('sees a mean that moved by one standard deviation in %i rows', (n) => {
    const alarms = Array.from({ length: 100 }, (_, i) =>
      checkColumn(reference, normals(n, { seed: 100 + i, mean: 1 }), thresholds),
    ).filter(({ status }) => status === 'drift');
    expect(alarms.length).toBeGreaterThan(95);
  });

  it('says which values became more', () => {
    const found = checkColumn(reference, normals(500, { seed: 3, mean: 1.5 }), thresholds);
    expect(found.status).toBe('drift');
    expect(found.psi).toBeGreaterThan(1);
    expect(found.why).toMatch(/^more of "> 1\.\d+": \d+ % → \d+ %$/);
  });

  it('says which level became more, to the percent', () => {
    const before = columnReference(levels({ basic: 600, family: 280, premium: 120 }));
    const found = checkColumn(before, levels({ basic: 590, family: 0, premium: 410 }), thresholds);
    expect(found.why).toBe('more of "premium": 12 % → 41 %');
  });

  it('calls levels that training never had by the name of their bin', () => {
    const before = columnReference(levels({ basic: 500, family: 500 }));
    const found = checkColumn(before, levels({ basic: 300, family: 300, gold: 400 }), thresholds);
    expect(found).toMatchObject({ status: 'drift', why: 'more of "other": 0 % → 40 %' });
  });

  it('says when values went missing, and only then', () => {
    const gone = checkColumn(reference, normals(400, { seed: 4, missing: 0.35 }), thresholds);
    expect(gone.status).toBe('drift');
    expect(gone.why).toMatch(/^missing 0 % → 3\d %$/);
    const few = checkColumn(reference, normals(400, { seed: 4, missing: 0.05 }), thresholds);
    expect(few.status).toBe('ok');
  });

  it('explains an index above the threshold that a few rows show by chance', () => {
    const found = checkColumn(reference, normals(30, { seed: 12 }), { psi: 0.05, missingShift: 1 });
    expect(found).toMatchObject({ status: 'ok' });
    expect(found.psi).toBeGreaterThan(0.05);
    expect(found.why).toMatch(
      /^may be chance: 30 rows without drift differ this much in [\d.]+ % of checks$/,
    );
  });

  it('tells both reasons when a column moved and went missing', () => {
    const found = checkColumn(
      reference,
      normals(500, { seed: 5, mean: 2, missing: 0.5 }),
      thresholds,
    );
    expect(found.why).toMatch(/^more of .*; missing 0 % → \d+ %$/);
  });

  it('watches only the missing values of text', () => {
    const text = (values: (string | null)[]) => encodeText('note', 'text', values);
    const before = columnReference(text(['a', 'b', 'c', 'd']));
    const all = (value: string | null) => text(Array<string | null>(100).fill(value));
    expect(checkColumn(before, all('other'), thresholds)).toMatchObject({ psi: 0, status: 'ok' });
    expect(checkColumn(before, all(null), thresholds).why).toBe('missing 0 % → 100 %');
  });
});
