import { join } from 'node:path';
import { expect, it } from 'vitest';
import { tempHome } from '../../testing/temp-home.ts';
import { withDuckDb } from '../engine/duck-db.ts';
import { openPieces } from './open-pieces.ts';

const N = 5000;
/** A column by name: SQL of its value in row i, and what it holds. */
const STORED = {
  double: ['case i % 5 when 0 then null when 1 then ? else i / 4 end', (i: number) => i / 4],
  single: [
    '(case i % 5 when 0 then null when 1 then ? else i / 4 end)::float',
    (i: number) => i / 4,
  ],
  decimal: ['(case when i % 5 > 1 then i / 4 end)::decimal(9, 2)', (i: number) => i / 4],
  day: ["case when i % 5 > 1 then date '1970-01-01' + i::int end", (i: number) => 86_400_000 * i],
  whole: ['case when i % 5 > 1 then i end', (i: number) => i],
} as const;

it('numbers that are missing, infinite or none at all are missing, whatever type holds them', async () => {
  await using home = await tempHome();
  const path = join(home.folder, 'numbers.parquet');
  const cells = Object.entries(STORED).map(
    ([name, [sql]]) =>
      `${sql.replace('?', "(case i % 3 when 0 then 'nan' when 1 then 'inf' else '-inf' end)::double")} as "${name}"`,
  );
  await withDuckDb((connection) =>
    connection.run(
      `copy (select ${cells.join(', ')}, ' t' || i % 3 || ' ' as text from range(${N}) t(i)) to '${path}' (format parquet)`,
    ),
  );
  const file = await openPieces(path, { workPath: home.folder, kinds: new Map() });
  const [kept, numbers] = [new Set<string>(), new Set(['whole'])];
  const wanted = new Set([...Object.keys(STORED), 'text']);
  const read: Record<string, (number | string | undefined)[]> = {};
  const sizes: number[] = [];
  for await (const { piece } of file.pieces(0, { wanted, kept, numbers, pieceRows: 3000 })) {
    if (piece.kind !== 'columns') throw new Error('Parquet comes in columns');
    sizes.push(piece.nRows);
    for (const [name, column] of piece.columns) {
      read[name] ??= [];
      if (column.layout === 'numbers') read[name].push(...column.values);
      else if (column.layout === 'texts')
        read[name].push(...Array.from(column.codes, (code) => column.levels[code]));
    }
  }
  expect(sizes).toEqual([3000, 2000]);
  const rows = Array.from({ length: N }, (_, i) => i);
  for (const [name, [, numberOf]] of Object.entries(STORED))
    expect(read[name], name).toEqual(rows.map((i) => (i % 5 > 1 ? numberOf(i) : Number.NaN)));
  expect(read.text).toEqual(rows.map((i) => `t${i % 3}`));

  for await (const { piece } of file.pieces(4990, { wanted: new Set(['whole']), kept }))
    expect(piece).toMatchObject({
      nRows: 10,
      columns: [
        [
          'whole',
          {
            layout: 'whole',
            values: BigInt64Array.from(rows.slice(4990), (i) => (i % 5 > 1 ? BigInt(i) : 0n)),
            isMissing: Uint8Array.from(rows.slice(4990), (i) => Number(i % 5 < 2)),
          },
        ],
      ],
    });
});
