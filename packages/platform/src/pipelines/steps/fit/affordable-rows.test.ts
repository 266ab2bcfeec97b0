import { describe, expect, it } from 'vitest';
import { affordableRows } from './affordable-rows.ts';

describe('affordableRows', () => {
  const nFoldRows = 40_000;

  it('takes all rows without a hurry, or with time enough', () => {
    const fitMs = 60_000;
    expect(affordableRows(800_000, { fitMs, msLeft: undefined, nFoldRows })).toBe(800_000);
    expect(affordableRows(800_000, { fitMs, msLeft: 50_000, nFoldRows })).toBe(800_000);
  });

  it('takes rows in proportion to the time', () => {
    expect(affordableRows(800_000, { fitMs: 60_000, msLeft: 15_000, nFoldRows })).toBe(200_000);
  });

  it('takes no fewer than the search has learned from, and no more than there are', () => {
    const none = { fitMs: 60_000, msLeft: 1 };
    expect(affordableRows(800_000, { ...none, nFoldRows })).toBe(nFoldRows);
    expect(affordableRows(30_000, { ...none, nFoldRows })).toBe(30_000);
  });
});
