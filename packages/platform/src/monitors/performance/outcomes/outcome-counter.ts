import type { OutputField, Prediction } from '@kaizenml/contracts';
import { type Calibration, calibrate } from '@kaizenml/ml/combine';
import { answeredClass } from '@kaizenml/ml/math';
import { getMetric } from '@kaizenml/ml/metrics';
import type { LabelValue } from '../../../predictions/log.ts';
import type { LabelledRow } from './labelled-row.ts';
import { addToMean } from './mean-sum.ts';
import { addCell, meanOf, noOutcomes, type OutcomeCounts, trustOf } from './outcome-counts.ts';
import { scoreBin } from './score-bins.ts';

/** Counts labelled rows of a model. */
export interface OutcomeCounter {
  readonly counts: OutcomeCounts;
  add(row: LabelledRow): void;
}

/** Makes counters for the answers of a model. */
export type NewOutcomeCounter = () => OutcomeCounter;

/** Classes of which ranks are kept one by one, at most. */
const MOST_RANKED = 20;
const CLASS_LOSSES = ['log_loss', 'brier'] as const;
const NUMBER_LOSSES = ['rmse', 'mae', 'mape', 'poisson_deviance', 'gamma_deviance'] as const;
const TENTHS = 10;
const ONE = Float64Array.of(1);

/**
 * What counts the outcomes of a model.
 *
 * @param map Makes of stated probabilities those that may be believed; absent: they may as they are.
 */
export function outcomeCounterOf(output: OutputField, map?: Calibration): NewOutcomeCounter {
  return output.classes === undefined
    ? () => numberCounter(output.quantiles)
    : () => classCounter(output.classes ?? [], map);
}

/** The class or number that a label says, as answers say it: `true` is the class `true`, 1 the class `1`. */
export function readLabel(classes: readonly string[], label: LabelValue): number | undefined {
  const code = classes.indexOf(String(label));
  return code < 0 ? undefined : code;
}

/** Probabilities of an answer in the order of the classes; undefined where it does not state all of them. */
export function statedOf(
  classes: readonly string[],
  { probabilities }: Prediction,
): Float64Array | undefined {
  if (probabilities === undefined) return undefined;
  const stated = Float64Array.from(classes, (name) => probabilities[name] ?? Number.NaN);
  return stated.every(Number.isFinite) ? stated : undefined;
}

function classCounter(classes: readonly string[], map: Calibration | undefined): OutcomeCounter {
  const counts = noOutcomes();
  const k = classes.length;
  const losses = CLASS_LOSSES.map((name) => ({ name, metric: getMetric(name) }));
  return {
    counts,
    add({ prediction, label, weight }) {
      const truth = readLabel(classes, label);
      const called = classes.indexOf(String(prediction.prediction));
      if (truth === undefined || called < 0) {
        counts.nUnreadable++;
        return;
      }
      counts.nRows++;
      addCell(counts.calls, `${truth}/${called}`, { nRows: 1, weight, stated: 0 });
      const probabilities = statedOf(classes, prediction);
      if (probabilities === undefined) return;
      const outcome = {
        ...{ kind: 'classification' as const, truth: Int32Array.of(truth) },
        ...{ probabilities, nClasses: k },
      };
      for (const { name, metric } of losses)
        addToMean(meanOf(counts, name), metric.compute(outcome, ONE), weight);
      const score = (group: string, p: number, isMember: boolean): void =>
        addCell(counts.scores, `${group}/${scoreBin(p)}/${isMember ? 1 : 0}`, {
          ...{ nRows: 1, weight, stated: weight * p },
        });
      if (k === 2) score('1', probabilities[1] ?? 0, truth === 1);
      else {
        score('called', probabilities[called] ?? 0, truth === called);
        if (k <= MOST_RANKED)
          for (const [code, p] of probabilities.entries()) score(String(code), p, truth === code);
      }
      trust(counts, { believed: believedOf(map, probabilities), truth, weight });
    },
  };
}

/** What may be believed of an answer; as stated where nobody knows better. */
export function believedOf(map: Calibration | undefined, stated: Float64Array): Float64Array {
  return map === undefined || map.kind === 'none' ? stated : calibrate(map, stated);
}

function trust(
  counts: OutcomeCounts,
  of: { readonly believed: Float64Array; readonly truth: number; readonly weight: number },
): void {
  const { believed, truth, weight } = of;
  const k = believed.length;
  const code = k === 2 ? 1 : answeredClass(believed, 0, k);
  const p = believed[code] ?? 0;
  const bin = Math.min(TENTHS - 1, Math.max(0, Math.ceil(p * TENTHS) - 1));
  const cell = trustOf(counts, String(bin));
  cell.nRows++;
  cell.weight += weight;
  cell.expected += weight * p;
  cell.happened += truth === code ? weight : 0;
  cell.variance += weight * weight * p * (1 - p);
}

function numberCounter(levels: readonly number[] | undefined): OutcomeCounter {
  const counts = noOutcomes();
  const losses = NUMBER_LOSSES.map((name) => ({ name, metric: getMetric(name) }));
  const pinball = getMetric('pinball_loss');
  return {
    counts,
    add({ prediction, label, weight }) {
      const [y, answer] = [Number(label), prediction.prediction];
      if (typeof label === 'boolean' || !Number.isFinite(y) || typeof answer !== 'number') {
        counts.nUnreadable++;
        return;
      }
      counts.nRows++;
      const count = (name: string, value: number) => {
        if (Number.isFinite(value)) addToMean(meanOf(counts, name), value, weight);
      };
      const outcome = {
        ...{ kind: 'regression' as const, truth: Float64Array.of(y) },
        predicted: Float64Array.of(answer),
      };
      for (const { name, metric } of losses) {
        const loss = metric.compute(outcome, ONE);
        count(name, name === 'rmse' ? loss ** 2 : loss);
      }
      count('truth', y);
      count('over', Math.max(0, answer - y));
      count('under', Math.max(0, y - answer));
      if (levels === undefined || prediction.quantiles === undefined) return;
      const stated = prediction.quantiles;
      const values = Float64Array.from(levels, (level) => stated[String(level)] ?? Number.NaN);
      count('pinball_loss', pinball.compute({ ...outcome, quantiles: { levels, values } }, ONE));
    },
  };
}
