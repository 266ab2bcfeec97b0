import { describe, expect, it } from 'vitest';
import { placeOfSpan } from './place-of-span.ts';

const placed = (span: string) => {
  const place = placeOfSpan(span);
  return place && [place.startMs, place.endMs].map((ms) => new Date(ms).toISOString());
};

describe('placeOfSpan', () => {
  it('reads years, months, days and hours, up to the begin of the next', () => {
    expect(placed('2024')).toEqual(['2024-01-01T00:00:00.000Z', '2025-01-01T00:00:00.000Z']);
    expect(placed('2024-02')).toEqual(['2024-02-01T00:00:00.000Z', '2024-03-01T00:00:00.000Z']);
    expect(placed('2024-12')).toEqual(['2024-12-01T00:00:00.000Z', '2025-01-01T00:00:00.000Z']);
    expect(placed('2024-02-29')).toEqual(['2024-02-29T00:00:00.000Z', '2024-03-01T00:00:00.000Z']);
    expect(placed('2026-11-20T23')).toEqual([
      '2026-11-20T23:00:00.000Z',
      '2026-11-21T00:00:00.000Z',
    ]);
  });

  it('knows nothing of other texts, and of days that the calendar lacks', () => {
    for (const span of ['2023-02-29', '2026-13', 'week-7', '2026-11-20T24', '20261120', ''])
      expect(placed(span)).toBeUndefined();
  });
});
