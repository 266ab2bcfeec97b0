import { expect, it } from 'vitest';
import { labelOfBar } from './label-of-bar.ts';

const bar = { level: null, low: null, high: null, before: 0, after: 0 } as const;
const march = Date.UTC(2026, 2, 2);

it.each([
  [{ ...bar, kind: 'value', low: 0.30000000000000004, high: 0.30000000000000004 }, 'number', '0.3'],
  [{ ...bar, kind: 'range', low: 10, high: 12.5 }, 'number', '10 to 12.5'],
  [{ ...bar, kind: 'range', high: 10 }, 'number', 'below 10'],
  [{ ...bar, kind: 'range', low: 10 }, 'number', '10 and more'],
  [
    { ...bar, kind: 'range', low: march, high: march + 604_800_000 },
    'date',
    '2026-03-02 to 2026-03-09',
  ],
  [
    { ...bar, kind: 'range', low: march, high: march + 3_600_000 },
    'date',
    '2026-03-02T00:00Z to 2026-03-02T01:00Z',
  ],
  [{ ...bar, kind: 'new-level', level: 'student' }, 'category', 'student'],
  [{ ...bar, kind: 'other-levels' }, 'category', 'all others'],
] as const)('says what %o is of', (of, kind, label) => {
  expect(labelOfBar(of, kind)).toBe(label);
});
