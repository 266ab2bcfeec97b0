import { type Column, encodeText } from '@kaizenml/ml/table';
import { addWindow, countColumn, isLevelBinning } from '@kaizenml/ml/windows';
import type { LabeledRequest } from '../../../predictions/log.ts';
import { readableRows } from '../../counting/readable-rows.ts';
import { addToMean, noMean } from '../outcomes/mean-sum.ts';
import { outcomeCounterOf } from '../outcomes/outcome-counter.ts';
import { createEstimator } from './estimate-window.ts';
import type { ScoredVersion } from './scored-version.ts';
import { nameOfSlice, sliceFinder } from './slices.ts';
import { noPerformance, type WindowPerformance } from './window-performance.ts';

/** Counts the requests of one version in one window. */
export interface PerformanceCounter {
  add(request: LabeledRequest): void;
  finish(): WindowPerformance;
}

/** How a window is counted. */
export interface CountPerformanceChoice {
  /** Begin of the window: rows are drawn for estimates by it, so that a window is estimated the same whenever it is counted. */
  readonly startMs: number;
  /** Estimates that were made before; absent: they are made. */
  readonly estimated?: WindowPerformance['estimated'] | undefined;
}

/** Numbers that requests bring, at most; the first that come count. */
const MOST_BUSINESS = 20;
const REQUESTS_AT_ONCE = 2048;

/**
 * A window that nothing is in. A row counts for those that it stands for.
 *
 * @source Horvitz & Thompson (1952), Journal of the American Statistical Association 47(260), for the weights.
 */
export function createPerformanceCounter(
  version: ScoredVersion,
  { startMs, estimated }: CountPerformanceChoice,
): PerformanceCounter {
  const counts = noPerformance();
  const newCounter = outcomeCounterOf(version.signature.output, version.baseline?.calibration?.map);
  const all = newCounter();
  const ofSlices = new Map(version.slices.map((slice) => [nameOfSlice(slice), newCounter()]));
  const estimator = estimated === undefined ? createEstimator(version, startMs) : undefined;
  const waiting: LabeledRequest[] = [];
  const flush = (): void => {
    const requests = waiting.splice(0);
    countLabels(counts, version, requests);
    const { fields, find } = reader(version, requests, estimator !== undefined);
    let row = 0;
    for (const { predictions, labels, weight = 1, propensity = 1 } of requests)
      predictions.forEach((prediction, i) => {
        const stands = weight / propensity;
        estimator?.add({ prediction, weight: stands, cells: fields(row) });
        const label = labels[i]?.label;
        if (label !== undefined) {
          const labelled = { prediction, label, weight: stands };
          all.add(labelled);
          for (const slice of find(row)) ofSlices.get(nameOfSlice(slice))?.add(labelled);
        }
        row++;
      });
  };
  return {
    add(request) {
      if (request.predictions.length !== request.rows.length) return;
      counts.nRequests++;
      counts.nRows += request.rows.length;
      countRewards(counts, request);
      waiting.push(request);
      if (waiting.length >= REQUESTS_AT_ONCE) flush();
    },
    finish() {
      flush();
      const slices = [...ofSlices].filter(([, { counts: of }]) => of.nRows > 0);
      return {
        ...counts,
        outcomes: all.counts,
        slices: Object.fromEntries(slices.map(([name, { counts: of }]) => [name, of])),
        estimated: estimated ?? estimator?.finish() ?? [],
      };
    },
  };
}

/** Reads rows as columns only where somebody asks for their cells. */
function reader(
  { signature, slices, baseline }: ScoredVersion,
  requests: readonly LabeledRequest[],
  isEstimated: boolean,
) {
  const needsCells = isEstimated && (baseline?.lossModel ?? null) !== null;
  if (slices.length === 0 && !needsCells) return { fields: () => undefined, find: () => [] };
  const rows = requests.flatMap((request) => [...request.rows]);
  const { table } = readableRows(signature.inputs, rows);
  const find = sliceFinder(table, slices);
  return { fields: (row: number) => (needsCells ? rows[row] : undefined), find };
}

function countRewards(
  counts: WindowPerformance,
  { rewards, weight = 1, propensity = 1 }: LabeledRequest,
): void {
  if (rewards === undefined) return;
  counts.nRewarded++;
  for (const [metric, value] of Object.entries(rewards)) {
    const isKnown = Object.hasOwn(counts.business, metric);
    if (!isKnown && Object.keys(counts.business).length >= MOST_BUSINESS) continue;
    counts.business[metric] ??= noMean();
    addToMean(counts.business[metric], value, weight / propensity);
  }
}

function countLabels(
  counts: WindowPerformance,
  { label }: ScoredVersion,
  requests: readonly LabeledRequest[],
): void {
  if (label === undefined) return;
  const known = requests.flatMap(({ labels, weight = 1, propensity = 1 }) =>
    labels.flatMap((one) =>
      one === null ? [] : [{ said: one.label, stands: weight / propensity }],
    ),
  );
  if (known.length === 0) return;
  const { binning } = label;
  const column: Column = isLevelBinning(binning)
    ? encodeText(
        binning.name,
        'category',
        known.map(({ said }) => String(said)),
      )
    : {
        ...{ name: binning.name, kind: 'number' },
        values: Float64Array.from(known, ({ said }) => Number(said)),
      };
  const window = countColumn(
    binning,
    column,
    Float64Array.from(known, ({ stands }) => stands),
  );
  if (counts.labels === null) counts.labels = window;
  else addWindow(counts.labels, window);
}
