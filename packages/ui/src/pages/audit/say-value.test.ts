import { expect, it } from 'vitest';
import { sayValue } from './say-value.ts';

it.each([
  [null, '–'],
  ['3', '3'],
  ['"Who leaves"', 'Who leaves'],
  ['{"nApprovals":1,"isDescribed":false}', 'nApprovals 1, isDescribed false'],
  ['{"tags":{},"source":"s3://b/m","runId":null}', 'source s3://b/m'],
  ['{"versions":[1,2],"aliases":[]}', 'versions 1, 2'],
  ['{"description":null}', '–'],
  [JSON.stringify('x'.repeat(60)), `${'x'.repeat(47)}…`],
])('says %s as %s', (json, expected) => {
  expect(sayValue(json)).toBe(expected);
});
