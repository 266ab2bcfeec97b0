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
import { drawRows } from './sample/draw-rows.ts';
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
    const drawn = chooseRows(table, input, from);
    const name = input.to ?? `${source.name}-sample`;
    if (input.rest !== undefined && (input.rest === name || drawn.length === table.nRows))
      throw noRest(input.rest, name);
    const keep = async (to: string, rows: Int32Array) => {
      const kept = await withTempFolder(deps.home, 'sample', async (folder) => {
        const path = join(folder, `${to}.parquet`);
        await writeParquet(path, takeRows(table, rows));
        return await keepVersion(deps, { path, name: to });
      });
      const parameters = { ...input, name: from, part: rows === drawn ? 'drawn' : 'rest' };
      if (kept.record.hash !== source.hash)
        await recordDerivation(
          { lineage: store.lineage, artifacts },
          { command: 'datasets.sample', parameters, by: userName(), kit, at: instant(clock) },
          { from: [datasetNode(source.hash)], to: [datasetNode(kept.record.hash)] },
        );
      return kept;
    };
    const kept = await keep(name, drawn);
    const rest =
      input.rest === undefined ? null : await keep(input.rest, others(table.nRows, drawn));
    return {
      ...toDatasetVersion(kept.record),
      isNew: kept.isNew,
      from,
      rest: rest && `${rest.record.name}@${rest.record.version}`,
    };
  };

function chooseRows({ nRows, columns }: Table, { rows, share, by, seed }: Input, from: string) {
  if ((rows === undefined) === (share === undefined))
    throw refused(
      'A sample must have either `--rows` or `--share`',
      rows === undefined ? 'neither' : 'both',
    );
  const n = rows ?? Math.max(1, Math.round((share ?? 1) * nRows));
  if (n > nRows)
    throw refused(`\`--rows\` must be ${nRows} at most, the rows of "${from}"`, `${n}`);
  const all = Int32Array.from({ length: nRows }, (_, i) => i);
  const strata = by === undefined ? [all] : groupRows(pick(columns, by, from), all);
  return drawRows(strata, n, seededRandom(seed));
}

/** The positions that are not among some, which increase. */
function others(nRows: number, drawn: Int32Array): Int32Array {
  const isDrawn = new Uint8Array(nRows);
  for (const row of drawn) isDrawn[row] = 1;
  return Int32Array.from({ length: nRows }, (_, i) => i).filter((i) => isDrawn[i] === 0);
}

/** Positions by the value in a column, in the order in which values appear. */
function groupRows(column: Column, rows: Int32Array): Int32Array[] {
  const groups = new Map<string | number | null, number[]>();
  for (const i of rows) {
    const value = cell(column, i);
    const group = groups.get(value);
    if (group === undefined) groups.set(value, [i]);
    else group.push(i);
  }
  return Array.from(groups.values(), (list) => Int32Array.from(list));
}

function pick(columns: readonly Column[], name: string, from: string): Column {
  const found = columns.find((column) => column.name === name);
  if (found !== undefined) return found;
  const known = columns.map((column) => column.name);
  throw new AppError('COLUMN_UNKNOWN', {
    message: `"${from}" has no column "${name}".`,
    hint: didYouMean(name, known) ?? `It has ${listNames(known)}.`,
    details: { column: name, known: known.slice(0, 20) },
  });
}

function noRest(rest: string, name: string): AppError {
  return new AppError('ARGUMENT_INVALID', {
    message:
      rest === name
        ? `\`--rest\` must name another dataset than the sample, got "${rest}" for both.`
        : '`--rest` must have rows that were not drawn, got a sample of all rows.',
    hint: 'Write `kaizen datasets sample penguins --share 0.8 --to penguins-train --rest penguins-test`.',
    details: { rest, name },
  });
}

function refused(must: string, got: string): AppError {
  return new AppError('ARGUMENT_INVALID', {
    message: `${must}, got ${got}.`,
    hint: 'Write `kaizen datasets sample penguins --rows 100`, or `--share 0.1`.',
    details: { got },
  });
}
