import { makeTable } from '@kaizenml/ml/table';
import { datasetNames, type TableDeps } from '../deps.ts';
import { rejected, type StepOutcome } from '../outcome.ts';
import type { RetrainingRecord } from '../store.ts';
import { AT, count, LEAST_COMPARED, MOST_COMPARED } from './compared-rows.ts';
import { storeGathered } from './keep-gathered.ts';
import { readLabelledRows } from './labelled-rows.ts';
import { labelledTable } from './labelled-table.ts';
import type { LearnedFrom } from './learned-from.ts';

/** Gathers what a champion and those before it are compared on, where nothing is trained: all rows of the log since then that it has not learned from. */
export async function gatherCompared(
  deps: TableDeps,
  { endpoint, asked: { since } }: RetrainingRecord,
  { learned, gatheredAt }: { readonly learned: LearnedFrom; readonly gatheredAt: string },
): Promise<StepOutcome> {
  const { signature, learnedUntil, gatheredAt: knownAt } = learned;
  const from = since === null ? {} : { from: since };
  const span = { learnedUntil, knownAt, ...from, until: gatheredAt, most: MOST_COMPARED };
  const found = await readLabelledRows(deps.predictionLog, { endpoint, signature, span });
  const nRows = found.at.length;
  if (nRows < LEAST_COMPARED)
    return rejected(
      `There are ${count(nRows)} that the champion has not learned from; ${LEAST_COMPARED} are needed.`,
    );
  const { columns } = labelledTable(found, signature);
  const table = makeTable([...columns, { name: AT, kind: 'date', values: found.at }]);
  const newest = await storeGathered(deps, datasetNames(endpoint).newest, table);
  const nothing = { learnedUntil, ignored: [], weights: null };
  const facts = { gathered: { newest, gatheredAt, ...nothing } };
  return { kind: 'on', message: 'The rows are gathered.', facts };
}
