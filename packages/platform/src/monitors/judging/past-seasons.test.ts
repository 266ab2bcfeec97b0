import { chooseBinning, countColumn } from '@kaizenml/ml/windows';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Counted } from './compare-counted.ts';
import { naturalOf, pastSeasons, seasonsBack, seasonsBefore } from './past-seasons.ts';

const column = (size: number) => ({
  ...{ name: 'load', kind: 'number' as const },
  values: Float64Array.from({ length: size }, (_, i) => i),
});
const binning = chooseBinning(column(100));
const other = chooseBinning(column(50));
/** The season so far back has so many rows as it is back. */
const counted = (back: number, on = binning): Counted => ({
  ...{ binning: on, window: countColumn(on, column(back)) },
});
const backOf = ({ window }: Counted) => window.nRows;
const asked = async (kinds: readonly ('calm' | 'drifted' | 'none')[]) => {
  const seasons = pastSeasons(kinds.length, {
    find: async (back) => (kinds[back - 1] === 'none' ? undefined : counted(back)),
    drifted: async (back) => new Set(kinds[back - 1] === 'drifted' ? ['inputs/load'] : []),
  });
  return naturalOf(await seasonsBefore(seasons, 'inputs/load', (one) => one)).map(backOf);
};

describe('seasons that are natural', () => {
  it('are the latest eight without those that had drifted, whatever is known', async () => {
    const kind = fc.constantFrom('calm' as const, 'drifted' as const, 'none' as const);
    const property = fc.asyncProperty(fc.array(kind, { maxLength: 20 }), async (kinds) => {
      const places = (of: string, from: number, to?: number) =>
        kinds.flatMap((each, i) =>
          each === of && i >= from && (to === undefined || i < to) ? [i + 1] : [],
        );
      const near = places('calm', 0, 8);
      const drifted = places('drifted', 0, 8);
      const far = drifted.length === 0 ? [] : places('calm', 8).slice(0, 1);
      const expected = near.length > 0 ? near : far.length > 0 ? far : drifted;
      expect(await asked(kinds)).toEqual(expected);
    });
    await fc.assert(property, { numRuns: 200, seed: 4 });
  });

  it('are on the bins of the newest', async () => {
    const seasons = pastSeasons(3, {
      find: async (back) => counted(back, back === 2 ? other : binning),
      drifted: async () => new Set<string>(),
    });
    const found = naturalOf(await seasonsBefore(seasons, 'inputs/load', (one) => one));
    expect(found.map(backOf)).toEqual([1, 3]);
  });

  it('are read once, whatever columns ask for them', async () => {
    const read: number[] = [];
    const seasons = pastSeasons(8, {
      find: async (back) => {
        read.push(back);
        return counted(back);
      },
      drifted: async () => new Set<string>(),
    });
    for (const name of ['load', 'heat', 'load'])
      await seasonsBefore(seasons, `inputs/${name}`, (one) => one);
    expect(read).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });
});

describe('seasonsBack', () => {
  it('is eight, a month of short ones, and of long ones what is kept', () => {
    expect(seasonsBack({ season: '1w', keep: '400d' })).toBe(8);
    expect(seasonsBack({ season: '1d', keep: '400d' })).toBe(30);
    expect(seasonsBack({ season: '52w', keep: '400d' })).toBe(1);
    expect(seasonsBack({ season: '1w', keep: '15d' })).toBe(2);
  });
});
