import { describe, expect, it } from 'vitest';
import { samplePairInput, sampleProfileInput } from '../../reports/profile/sample-profile-input.ts';
import { createStyle } from '../terminal.ts';
import { blockHistogram } from './profile/block-histogram.ts';
import { fitParts, fitWords } from './profile/fit-words.ts';
import { type ProfileOutput, renderProfile } from './profile.ts';

const plain = (width: number) => ({ width, style: createStyle(false) });

const profile = (nColumns?: number): ProfileOutput => output(sampleProfileInput(nColumns));

function output(input: ReturnType<typeof sampleProfileInput>): ProfileOutput {
  const copy = structuredClone(input) as unknown as ProfileOutput;
  return { ...copy, columns: null, html: null };
}

describe('renderProfile', () => {
  it('shows a column in a line or two', () => {
    const text = renderProfile(profile(), plain(100));
    expect(text).toMatch(
      /^churn@2\n400 rows · 4 columns · 3 duplicate rows · 2\.8 % of cells missing\n/,
    );
    expect(text).toMatch(/\nplan +category +11 % +2 +█[▁-█]\n {2}basic \d+ % · family \d+ %\n/);
    expect(text).toMatch(/\nsince +date +0 +400 +[▁-█ ]+\n {2}min 2022-01-08 · median .*\n/);
    expect(text).toContain('Associations with plan');
    expect(text).toContain('! warning  Column `region` has a single value.');
  });

  it.each([40, 60, 80, 100, 160])('keeps to %i characters', (width) => {
    const hostile = profile(40);
    const long = 'a\tvery\nlong \u001b[31mname of a column that never ends '.repeat(4);
    const columns = hostile.statistics.columns.map((column, i) =>
      i % 2 === 0 ? { ...column, name: `${long}${i}` } : column,
    );
    const text = renderProfile(
      {
        ...hostile,
        findings: [],
        statistics: { ...hostile.statistics, columns, associations: [] },
      },
      plain(width),
    );
    expect(text).not.toContain('\u001b');
    expect(Math.max(...text.split('\n').map((line) => [...line].length))).toBeLessThanOrEqual(
      width,
    );
  });

  it('stops after 50 columns and says how to see the rest', () => {
    expect(renderProfile(profile(2600), plain(100))).toContain('And 2550 more; `--html');
  });

  it('gives chosen columns to the last digit', () => {
    const all = profile();
    const [months] = all.statistics.columns;
    const text = renderProfile(
      {
        ...all,
        columns: ['months'],
        statistics: { ...all.statistics, columns: [months ?? never()] },
      },
      plain(100),
    );
    expect(text).toContain(String(months?.number?.mean));
    expect(text).toContain(String(months?.number?.sd));
    expect(text).toMatch(/\n25% +\d/);
  });

  it('shows what changed first, and what is as before in a line', () => {
    const text = renderProfile(output(samplePairInput()), plain(100));
    expect(text).toMatch(/^churn@1 → churn@2\n400 → 400 rows/);
    expect(text).toMatch(/What changed\n[! ] months +JS divergence 0\.\d+/);
    expect(text).toMatch(/family \d+ % → \d+ %/);
    expect(text).toContain('As before: 2 of 4 columns (since, id)');
  });
});

describe('blockHistogram', () => {
  it('tells nothing from little, and little from most', () => {
    expect(blockHistogram([0, 1, 500, 1000])).toBe(' ▁▄█');
    expect(blockHistogram([])).toBe('');
    expect([...blockHistogram(Array.from({ length: 41 }, () => 1))]).toHaveLength(14);
  });
});

describe('fitWords', () => {
  it('keeps start and end of what is too long', () => {
    expect(fitWords('authorities_contacted_police', 15)).toBe('authoritie…lice');
    expect(fitWords('short', 5)).toBe('short');
    expect(fitWords('short', 1)).toBe('…');
  });
});

describe('fitParts', () => {
  it('leaves out parts that do not fit', () => {
    expect(fitParts(['one', 'two', 'three'], 11)).toBe('one · two');
  });
});

function never(): never {
  throw new Error('The sample has a first column.');
}
