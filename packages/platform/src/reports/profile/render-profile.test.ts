import { describe, expect, it } from 'vitest';
import { renderProfile } from './render-profile.ts';
import { samplePairInput, sampleProfileInput } from './sample-profile-input.ts';

describe.each([
  ['a profile', sampleProfileInput],
  ['a pair of profiles', samplePairInput],
] as const)('renderProfile of %s', (_, sample) => {
  const page = renderProfile(sample());

  it('asks nothing of the network and holds its one script', () => {
    const outside = page.replaceAll('http://www.w3.org/2000/svg', '');
    expect(outside).not.toMatch(/https?:\/\/|<link|@import|url\(|<img|<iframe| src=| on\w+=/);
    expect(page.match(/<script/g)).toHaveLength(1);
  });

  it('has no figure that is not a number', () => {
    expect(page.replaceAll(/(^|>)NaN</g, '')).not.toMatch(/NaN|undefined|Infinity|\[object/);
  });

  it('gives the same text for the same input', () => {
    expect(renderProfile(sample())).toBe(page);
  });

  it('shows names and values of the data as text, not as markup', () => {
    const evil = `</script><script>alert("x")</script>' onload='`;
    const input = sample();
    const hostile = (statistics: typeof input.statistics) => ({
      ...statistics,
      columns: statistics.columns.map((column) => ({
        ...column,
        name: evil,
        top: column.top.map((one) => ({ ...one, value: evil })),
      })),
      associations: [{ columns: [evil, 'b'] as const, measure: 'pearson' as const, value: 0.4 }],
    });
    const hurt = renderProfile({
      ...input,
      name: evil,
      source: evil,
      target: evil,
      statistics: hostile(input.statistics),
      against: input.against && hostile(input.against),
    });
    expect(hurt.match(/<script/g)).toHaveLength(1);
    expect(hurt.replaceAll(/"[^"]*"/g, '').match(/<[^>]* onload=/)).toBeNull();
  });

  it('stays below 1 MB for 100 columns', () => {
    expect(renderProfile(sample(100)).length).toBeLessThan(1_000_000);
  });
});

describe('renderProfile', () => {
  it('says how wrong estimates may be', () => {
    const input = sampleProfileInput();
    const columns = input.statistics.columns.map((column) => ({
      ...column,
      distinct: { count: 12_345, isExact: false, relativeError: 0.008 },
    }));
    expect(renderProfile({ ...input, statistics: { ...input.statistics, columns } })).toContain(
      'with a standard error of 0.8',
    );
  });

  it('has the column that changed most first', () => {
    const page = renderProfile(samplePairInput());
    expect(/data-name="(\w+)"/.exec(page)?.[1]).toBe('months');
    expect(page).toContain('churn@2 beside churn@1');
  });
});
