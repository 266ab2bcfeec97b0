import { describe, expect, it } from 'vitest';
import type { Figure } from './improve-types.ts';
import { formatFigure, formatFigureInterval, sayChange } from './say-change.ts';

const counted = (value: number) => ({ value, low: null, high: null });
const figure = (over: Partial<Figure>): Figure => ({
  ...{ name: 'failures', unit: 'share', better: 'lower', difference: null, words: '' },
  ...{ now: counted(0.2), before: counted(0.1) },
  ...over,
});

describe('sayChange', () => {
  it.each([
    ['more', 'lower', '↑', 'worse', false],
    ['less', 'lower', '↓', 'better', true],
    ['more', 'higher', '↑', 'better', true],
    ['less', 'higher', '↓', 'worse', false],
    ['less', null, '↓', 'less', null],
    ['may be chance', 'higher', '≈', 'may be chance', null],
  ] as const)(
    'of %s where %s is better says %s %s',
    (difference, better, arrow, words, isBetter) => {
      expect(sayChange(figure({ difference, better }))).toEqual({ arrow, words, isBetter });
    },
  );

  it('tells what was counted without judging it', () => {
    const rows = { unit: 'rows', now: counted(1500) };
    expect(sayChange(figure({ ...rows, before: counted(1200) }))).toEqual({
      ...{ arrow: '↑', words: '300 more', isBetter: null },
    });
    expect(sayChange(figure({ ...rows, before: counted(1500) })).words).toBe('as before');
    expect(sayChange(figure({ unit: 'ms', now: counted(4.4), before: counted(44) }))).toEqual({
      ...{ arrow: '↓', words: '40\u{a0}ms less', isBetter: null },
    });
  });

  it('says what is not known', () => {
    expect(sayChange(figure({ before: null })).words).toBe('not known before');
    expect(sayChange(figure({ now: null })).words).toBe('not known');
  });
});

describe('formatFigure', () => {
  it('writes a value in its unit, and its interval with the unit once', () => {
    expect(formatFigure(0.125, 'share')).toBe('12.5\u{a0}%');
    expect(formatFigure(12_345, 'rows')).toBe('12,345');
    expect(formatFigure(0.81234, 'accuracy')).toBe('0.812');
    const interval = { value: 0.5, low: 0.25, high: 0.75 };
    expect(formatFigureInterval(interval, 'share')).toBe('25–75\u{a0}%');
    expect(formatFigureInterval({ ...interval, low: -0.25 }, 'r2')).toBe('−0.250 to 0.750');
    expect(formatFigureInterval(counted(3), 'rows')).toBeUndefined();
  });
});
