import { join } from 'node:path';
import { seededRandom } from '@kaizenml/ml/math';
import { encodeText, makeTable } from '@kaizenml/ml/table';
import { expect, it } from 'vitest';
import { tempHome } from '../../testing/temp-home.ts';
import { writeParquet } from '../write-parquet.ts';
import { openPieces } from './open-pieces.ts';

it('texts of a Parquet file come out as they were written, whatever their length and wherever they lie', async () => {
  await using home = await tempHome();
  const random = seededRandom(4);
  const some = [
    ...[
      'a',
      'b',
      'twelve bytes',
      'twelve byteS',
      'thirteen bytes',
      'thirteen byteS',
      'zwölf',
      '日本語',
      '日本語日本語',
    ],
    ...Array.from({ length: 700 }, (_, i) => `the same beginning, and then number ${i}`),
  ];
  const drawn = Array.from({ length: 9000 }, (_, i) => {
    if (random.next() < 0.1) return null;
    return random.next() < 0.1 ? `only here ${i}` : (some[random.below(some.length)] as string);
  });
  const path = join(home.folder, 'texts.parquet');
  await writeParquet(
    path,
    makeTable([
      encodeText('t', 'category', drawn),
      encodeText('u', 'category', drawn.toReversed()),
    ]),
  );
  const file = await openPieces(path, { workPath: home.folder, kinds: new Map() });
  const wanted = { wanted: new Set(['t', 'u']), kept: new Set<string>() };
  for (const from of [0, 3000]) {
    const read: Record<string, (string | null)[]> = { t: [], u: [] };
    for await (const { piece } of file.pieces(from, wanted)) {
      if (piece.kind !== 'columns') throw new Error('Parquet comes in columns');
      for (const [name, column] of piece.columns) {
        if (column.layout !== 'texts') throw new Error('texts come as texts');
        for (const code of column.codes) read[name]?.push(column.levels[code] ?? null);
      }
    }
    expect(read.t).toEqual(drawn.slice(from));
    expect(read.u).toEqual(drawn.toReversed().slice(from));
  }
});
