import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseOrderBy, parseRunFilter } from '../../packages/platform/src/filters/index.ts';
import { nameOfField } from '../../packages/ui/src/pages/runs/table/run-field.ts';

const fields = fc.record({
  of: fc.constantFrom('metric' as const, 'param' as const, 'tag' as const),
  key: fc.string({ minLength: 1, unit: 'grapheme' }).filter((key) => key.trim() !== ''),
});

it('reads the names that the pages write, in filters and in orders', () => {
  fc.assert(
    fc.property(fields, (field) => {
      const name = nameOfField(field);
      expect(parseOrderBy([`${name} DESC`], 'runs')).toEqual([{ field, isDescending: true }]);
      expect(parseRunFilter(`${name} IS NOT NULL`)).toEqual({
        ...{ kind: 'is-null', field, isNegated: true },
      });
    }),
    { seed: 13 },
  );
});
