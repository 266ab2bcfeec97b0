import { expect, it } from 'vitest';
import { toRows } from './side-by-side.ts';

it('stands lines that went beside lines that came, and numbers each side by itself', () => {
  const rows = toRows({
    ...{ beforeLine: 7, afterLine: 9 },
    lines: [
      { kind: 'same', text: 'a' },
      { kind: 'removed', text: 'b' },
      { kind: 'removed', text: 'c' },
      { kind: 'added', text: 'd' },
      { kind: 'same', text: 'e' },
      { kind: 'added', text: 'f' },
    ],
  });
  const said = rows.map(({ before, after, isChanged }) =>
    [before && `${before.n}${before.text}`, after && `${after.n}${after.text}`, isChanged].join(
      ' ',
    ),
  );
  expect(said).toEqual(['7a 9a false', '8b 10d true', '9c  true', '10e 11e false', ' 12f true']);
});
