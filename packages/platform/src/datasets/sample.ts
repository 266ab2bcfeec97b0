import { join } from 'node:path';
import { AppError, didYouMean, listNames } from '@kaizenml/contracts';
import type { Handler, InputOf, Operations } from '@kaizenml/contracts/operations';
import { seededRandom } from '@kaizenml/ml/math';
import { type Column, cell, type Table, takeRows } from '@kaizenml/ml/table';
import { type Clock, instant, systemClock, withTempFolder } from '../kit/index.ts';
import type { Store } from '../storage/store.ts';
import { version as kit } from '../version.ts';
import { type DatasetDeps, keepVersion } from './ensure-version.ts';
import { getVersion } from './get-version.ts';
import { loadVersion } from './load-version.ts';
import { drawRows, repeatRows } from './sample/draw-rows.ts';
import { toDatasetVersion } from './to-dataset-version.ts';
import { datasetNode, recordDerivation } from './versions/record-derivation.ts';
import { userName } from './versions/user-name.ts';
import { writeParquet } from './write-parquet.ts';

type Input = InputOf<Operations['datasets']['sample']>;

/** What samples are drawn with. */
export interface SampleDeps extends DatasetDeps {
  readonly store: Pick<Store, 'datasets' | 'lineage'>;
  /** Default: the clock of the system. */
  readonly clock?: Clock;
}

/** Makes a version of rows drawn from another one; both tables are held in memory. */
export const sampleDataset =
  (deps: SampleDeps): Handler<Operations['datasets']['sample']> =>
  async (input) => {
    const { store, artifacts, clock = systemClock } = deps;
    const source = await getVersion(store.datasets, input.name);
    const table = await loadVersion(deps, source);
    const from = `${source.name}@${source.version}`;
    const { rows, nDrawn } = chooseRows(table, input, from);
    const name = input.to ?? `${source.name}-sample`;
    const kept = await withTempFolder(deps.home, 'sample', async (folder) => {
      const path = join(folder, `${name}.parquet`);
      await writeParquet(path, takeRows(table, rows));
      return await keepVersion(deps, { path, name });
    });
    const parameters = { ...input, name: from };
    if (kept.record.hash !== source.hash)
      await recordDerivation(
        { lineage: store.lineage, artifacts },
        { command: 'datasets.sample', parameters, by: userName(), kit, at: instant(clock) },
        { from: [datasetNode(source.hash)], to: [datasetNode(kept.record.hash)] },
      );
    const nRepeated = rows.length - nDrawn;
    return { ...toDatasetVersion(kept.record), isNew: kept.isNew, from, nDrawn, nRepeated };
  };

function chooseRows(table: Table, { rows, share, by, oversample, seed }: Input, from: string) {
  if (rows !== undefined && share !== undefined)
    throw refused('`--rows` and `--share` must not come together', 'both');
  if (rows === undefined && share === undefined && oversample === undefined)
    throw refused('A sample must have `--rows`, `--share` or `--oversample`', 'none of them');
  const { nRows } = table;
  const n = rows ?? Math.max(1, Math.round((share ?? 1) * nRows));
  if (n > nRows)
    throw refused(`\`--rows\` must be ${nRows} at most, the rows of "${from}"`, `${n}`);
  const random = seededRandom(seed);
  const all = Int32Array.from({ length: nRows }, (_, i) => i);
  const strata = by === undefined ? [all] : [...groupRows(pick(table, by, from), all).values()];
  const drawn = drawRows(strata, n, random);
  if (oversample === undefined) return { rows: drawn, nDrawn: n };
  const classes = groupRows(pick(table, oversample, from), drawn);
  classes.delete(null);
  return {
    rows: Int32Array.from([...drawn, ...repeatRows([...classes.values()], random)]),
    nDrawn: n,
  };
}

/** Positions by the value in a column, in the order in which values appear. */
function groupRows(column: Column, rows: Int32Array): Map<string | number | null, Int32Array> {
  const groups = new Map<string | number | null, number[]>();
  for (const i of rows) {
    const value = cell(column, i);
    const group = groups.get(value);
    if (group === undefined) groups.set(value, [i]);
    else group.push(i);
  }
  return new Map(Array.from(groups, ([value, list]) => [value, Int32Array.from(list)]));
}

function pick({ columns }: Table, name: string, from: string): Column {
  const found = columns.find((column) => column.name === name);
  if (found !== undefined) return found;
  const known = columns.map((column) => column.name);
  throw new AppError('COLUMN_UNKNOWN', {
    message: `"${from}" has no column "${name}".`,
    hint: didYouMean(name, known) ?? `It has ${listNames(known)}.`,
    details: { column: name, known: known.slice(0, 20) },
  });
}

function refused(must: string, got: string): AppError {
  return new AppError('ARGUMENT_INVALID', {
    message: `${must}, got ${got}.`,
    hint: 'Write `kaizen datasets sample penguins --rows 100`, or `--share 0.1`.',
    details: { got },
  });
}
