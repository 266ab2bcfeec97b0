import {
  checkDrift,
  defaultDriftTest,
  getDriftTest,
  levelSample,
  type Sample,
  sampleOfColumn,
  sampleOfSketch,
} from '@kaizenml/ml/drift';
import { addColumn, emptyColumn } from '@kaizenml/ml/sketches';
import { type Column, getColumn, isNumeric, takeColumnRows } from '@kaizenml/ml/table';
import { describe, expect, it } from 'vitest';
import { sharedData } from '../../shared-data.ts';
import { readTable } from '../../shared-table.ts';
import expected from './real.json' with { type: 'json' };

type Scores = Readonly<
  Record<string, { readonly score: number; readonly isDrift: boolean } | null>
>;

/** Both parts of a column, split as in the generator. */
function partsOf(column: Column, n: number, split: string): readonly [Column, Column] {
  const rows = Array.from({ length: n }, (_, i) => i);
  const isFirst = (i: number): boolean =>
    split === 'halves' ? i < Math.floor(n / 2) : i % 2 === 0;
  return [
    takeColumnRows(column, rows.filter(isFirst)),
    takeColumnRows(
      column,
      rows.filter((i) => !isFirst(i)),
    ),
  ];
}

function sketched(column: Column): Sample {
  const sketch = emptyColumn(column.name, column.kind);
  addColumn(sketch, column);
  return sampleOfSketch(sketch);
}

/** Levels of text columns too: Evidently takes them for categories. */
function asLevels(sample: Sample): Sample {
  return sample.kind === 'texts' ? levelSample(sample.texts.map((text) => [text, 1])) : sample;
}

describe.each(expected.tables)('columns of $path by $split', ({ path, split, columns }) => {
  const file = sharedData(path);

  it.skipIf(!file)(
    'have the scores and verdicts of Evidently 0.4.40, of rows and of sketches',
    async () => {
      const table = await readTable(file ?? '');
      for (const { column, scores, default: wantedDefault } of columns) {
        const parts = partsOf(getColumn(table, column), table.nRows, split);
        // Kinds are inferred otherwise here: row numbers are ids, whole numbers of few values may be levels.
        if ('ks' in scores && !isNumeric(parts[0])) continue;
        const [a, b] = parts.map((part) => asLevels(sampleOfColumn(part)));
        const [c, d] = parts.map((part) => asLevels(sketched(part)));
        if (isNumeric(parts[0])) expect(defaultDriftTest(a, b).name, column).toBe(wantedDefault);
        for (const [name, wanted] of Object.entries(scores as Scores)) {
          if (wanted === null) continue;
          const test = getDriftTest(name);
          if (!test.takes.includes(a.kind)) continue;
          const found = checkDrift(test, [a, b]);
          const room = name === 'hellinger' ? 1e-7 : 1e-8 * Math.max(1, Math.abs(wanted.score));
          // scipy's expansion for many rows halves a term: see kolmogorovTail.
          const gap = Math.abs((found.score ?? 0) - wanted.score);
          const isNear = gap <= (name === 'ks' && a.n > 10_000 ? 1e-7 : room);
          expect(isNear, `${column}: ${name} ${found.score}, Evidently ${wanted.score}`).toBe(true);
          expect(found.isDrift, `${column}: ${name}`).toBe(wanted.isDrift);
          const ofSketches = checkDrift(test, [c, d]);
          const isSame = ofSketches.effect === found.effect;
          const moved = isSame ? 0 : Math.abs(ofSketches.effect - found.effect);
          expect(moved, `${column}: ${name}`).toBeLessThan(0.05);
        }
      }
    },
  );
});
