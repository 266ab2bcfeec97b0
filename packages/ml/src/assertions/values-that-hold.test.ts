import type { InputField } from '@kaizenml/contracts';
import { describe, expect, it } from 'vitest';
import { compileFilter } from './compile-filter.ts';
import { valuesThatHold } from './values-that-hold.ts';

const field = (name: string, kind: InputField['kind']): InputField => ({
  ...{ name, kind, shareMissing: 0, required: true, typical: null },
});
const INPUTS = [
  ...['x', 'y'].map((name) => field(name, 'number')),
  ...[field('region', 'category'), field('isNew', 'boolean'), field('on', 'date')],
];

describe('valuesThatHold', () => {
  it.each([
    ['region == "EU" and x > 10', { region: 'EU', x: 11 }],
    ['10 > x and y <= -3', { x: 9, y: -3 }],
    ['x != 4 or y < 2', { x: 5, y: 1 }],
    ['region in ("US", "EU") and x between 3 and 5', { region: 'US', x: 3 }],
    ['isNew and on >= 2026-05-31', { isNew: true, on: '2026-05-31' }],
    ['isNew == false', { isNew: false }],
  ])('of `%s` make it hold', (text, values) => {
    expect(valuesThatHold(text)).toEqual(values);
    expect(compileFilter(text, INPUTS).holds([values])).toEqual([true]);
  });

  it.each(['not (x > 3)', 'x + y > 3', 'x > y', 'region != "EU"'])(
    'of `%s` are not known',
    (text) => expect(valuesThatHold(text)).toEqual({}),
  );
});
