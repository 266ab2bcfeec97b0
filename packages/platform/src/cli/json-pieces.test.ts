import { expect, it } from 'vitest';
import { jsonWithList } from './json-pieces.ts';

it.each([
  { fields: { a: 1, 'b"': { c: [null, 'x'] } }, items: [{ p: 'é\n' }, 2] },
  { fields: { a: 1 }, items: [] },
  { fields: {}, items: [1] },
  { fields: {}, items: [] },
])('is the JSON of $fields with the list $items', ({ fields, items }) => {
  expect(JSON.parse([...jsonWithList(fields, 'list', items)].join(''))).toEqual({
    ...fields,
    list: items,
  });
});

it('gives the list out item by item', () => {
  const endless = (function* () {
    for (;;) yield 1;
  })();
  const pieces = jsonWithList({}, 'list', endless);
  for (let i = 0; i < 1000; i++) expect(pieces.next().done).toBe(false);
});
