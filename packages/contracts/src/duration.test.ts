import { describe, expect, it } from 'vitest';
import { AppError } from './app-error.ts';
import { durationMs } from './duration.ts';

describe('durationMs', () => {
  it.each([
    ['1s', 1000],
    ['15m', 900_000],
    ['1h', 3_600_000],
    ['7d', 604_800_000],
    ['4w', 2_419_200_000],
  ])('reads %s', (text, ms) => expect(durationMs(text)).toBe(ms));

  it.each(['', '0s', '1.5h', '-1d', '1y', '1 h', 'h', '1h30m'])('refuses %j', (text) =>
    expect(() => durationMs(text)).toThrow(AppError),
  );
});
