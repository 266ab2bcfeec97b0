import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchPath } from './match-path.ts';

describe('matchPath', () => {
  it.each([
    ['/', '/', {}],
    ['/runs', '/runs/', {}],
    ['/runs/:id', '/runs/01JD', { id: '01JD' }],
    ['/runs/:id', '/runs', undefined],
    ['/runs/:id', '/runs/', undefined],
    ['/runs/:id', '/models/x', undefined],
    ['/models/:name', '/models/a%2Fb', { name: 'a/b' }],
    ['/models/:name', '/models/%E0%A4%A', undefined],
  ] as const)('reads %s out of %s', (pattern, path, parts) => {
    expect(matchPath(pattern, path)).toEqual(parts);
  });

  it('gives back any name that was written into a path', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, unit: 'grapheme' }), (name) => {
        expect(matchPath('/datasets/:name', `/datasets/${encodeURIComponent(name)}`)).toEqual({
          name,
        });
      }),
      { seed: 3 },
    );
  });
});
