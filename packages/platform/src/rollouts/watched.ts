import {
  type AnyGuard,
  classShift,
  type JudgeOptions,
  latency,
  mean,
  perGroup,
  rate,
  scoreShift,
  weighedMean,
} from '@kaizenml/ml/sequential';
import type { RolloutSettings } from './rollout.ts';
import type { MetricWatch } from './store.ts';

/** Something that is watched while two versions answer. */
export interface Watched extends Omit<JudgeOptions, 'level'> {
  readonly name: string;
  /** What is compared, as a sentence begins with it. */
  readonly title: string;
  readonly guard: AnyGuard;
  /** What a state begins with. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** What its parts are called to people, by what its guard calls them. Default: the same. */
  readonly partNames?: ReadonlyMap<string, string>;
  /** How its numbers read. */
  readonly unit: 'share' | 'milliseconds' | 'value';
  /** How much of the level for false alarms it gets, against the others. */
  readonly weight: number;
}

/** Moves of the answers that two good models of one world may have: more is another model, not a better one. */
const ANSWERS_MOVE = 0.2;
/** Beyond what answers may move by, and still no harm. */
const MOVE_MARGIN = 0.1;
/** Margins stay below 1, the largest gap that there is. */
const MOST_MOVE = 0.95;
/** Loss of labelled answers that is put up with: a share of the calls. */
const LOSS_MARGIN = 0.02;

/** Everything that is watched in a rollout, the gravest first. */
export function watchedIn(settings: RolloutSettings): readonly Watched[] {
  const {
    answers,
    nBins,
    binNames = [],
    groups,
    errorMargin,
    latencyFactor,
    answersMove = ANSWERS_MOVE,
    metric,
    bandit,
  } = settings;
  const slower = latencyFactor - 1;
  const errors: Watched = {
    ...{ name: 'errors', title: 'Failed requests', guard: rate, settings: {} },
    ...{ tolerance: 0, margin: errorMargin, unit: 'share', weight: 2 },
  };
  const loss: Watched = {
    ...{ name: 'labels', settings: {}, tolerance: 0, weight: 2 },
    ...(answers === 'numbers'
      ? {
          title: 'Error of labelled answers',
          guard: mean,
          unit: 'value',
          margin: settings.lossScale * LOSS_MARGIN,
        }
      : { title: 'Loss of labelled answers', guard: rate, unit: 'share', margin: LOSS_MARGIN }),
    ...(bandit === undefined ? {} : { guard: weighedMean }),
  };
  const inTime = (name: string, title: string, quantile: number): Watched => ({
    ...{ name, title, guard: latency, settings: { quantile } },
    ...{ tolerance: slower, margin: slower, unit: 'milliseconds', weight: 0.5 },
  });
  const shift: Watched = {
    ...{
      name: 'answers',
      title: 'Distribution of the answers',
      unit: 'share',
      weight: 1,
      ...{ tolerance: answersMove, margin: Math.min(MOST_MOVE, answersMove + MOVE_MARGIN) },
    },
    ...(answers === 'classes'
      ? { guard: classShift, settings: { nClasses: nBins } }
      : { guard: scoreShift, settings: { nBins } }),
    partNames: new Map(
      binNames.map((each, i) => [`${answers === 'classes' ? 'class' : 'up to bin'} ${i}`, each]),
    ),
  };
  const perEach = ({ name, title, guard, ...rest }: Watched): Watched => ({
    ...{ name: `${name} per group`, title: `${title} of one group` },
    ...{ guard: perGroup(guard, groups), ...rest },
  });
  const all = [
    ...[errors, loss, inTime('latency p50', 'Median latency', 0.5)],
    ...[inTime('latency p95', 'Latency at p95', 0.95), shift],
    ...(metric === undefined
      ? []
      : [metricWatched(metric, bandit === undefined ? mean : weighedMean)]),
    ...(groups.length === 0 ? [] : [errors, loss].map(perEach)),
  ];
  const rewarded = rewardedBy(settings);
  return all.filter(({ name }) => name !== rewarded && name !== `${rewarded} per group`);
}

function metricWatched({ name, worse, margin }: MetricWatch, guard: AnyGuard): Watched {
  return {
    ...{ name: 'metric', title: `Mean ${name} per request`, guard, settings: { worse } },
    ...{ tolerance: 0, margin, unit: 'value', weight: 2 },
  };
}

/**
 * What a contextual bandit chooses by is no guard: a version that is worse on average is just the one that suits some requests best.
 */
function rewardedBy(settings: RolloutSettings): string | undefined {
  const isContextual = (settings.bandit?.context.length ?? 0) > 0;
  return isContextual ? decidedBy(settings) : undefined;
}

/** What tells which of two versions is better. */
export function decidedBy({ metric }: RolloutSettings): 'labels' | 'metric' {
  return metric === undefined ? 'labels' : 'metric';
}

/** The watched thing of a name. */
export function findWatched(name: string, settings: RolloutSettings): Watched | undefined {
  return watchedIn(settings).find((watched) => watched.name === name);
}
