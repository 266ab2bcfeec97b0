import type { Estimate } from '@kaizenml/contracts';
import { checkDrift, soundDriftTest } from '@kaizenml/ml/drift';
import { describeMetric } from '@kaizenml/ml/metrics';
import { sampleOfWindow } from '@kaizenml/ml/windows';
import type { Finding } from '../../finding.ts';
import { sayMove } from '../../judging/say-move.ts';
import { nClassesOf } from '../counting/scored-version.ts';
import { costOf } from '../outcomes/cost-of.ts';
import { measureOutcomes, Z_95 } from '../outcomes/measure-outcomes.ts';
import { checkCalibration } from './check-calibration.ts';
import type { JudgedSpan } from './judged-span.ts';
import { marginOf } from './margin-of.ts';
import { sayValue } from './say-value.ts';
import { exactly, SURE, surelyWorse, verdictOf } from './surely-worse.ts';

/** What labels say of a span, and the metric in it. */
export interface JudgedLabels {
  readonly findings: readonly Finding[];
  readonly realised: Estimate | undefined;
}

/**
 * Judges what labels tell: the metric against training and against bounds, the calibration of probabilities, the cost, and the labels
 * themselves.
 *
 * @param reference The metric in training, or in the first labelled windows; undefined where these are the first.
 */
export function judgeLabelled(span: JudgedSpan, reference: Estimate | undefined): JudgedLabels {
  const { version, performance } = span;
  const { outcomes } = performance;
  const realised = measureOutcomes(outcomes, {
    metric: version.metric,
    nClasses: nClassesOf(version),
  });
  const calibration = checkCalibration(outcomes.trust);
  return {
    realised,
    findings: [
      ...(realised === undefined ? [] : judgeMetric(span, realised, reference)),
      ...judgeCost(span),
      ...(calibration === undefined ? [] : [calibration]),
      ...judgeLabels(span),
    ],
  };
}

function judgeMetric(
  { version: { metric }, settings }: JudgedSpan,
  realised: Estimate,
  reference: Estimate | undefined,
): Finding[] {
  const { better } = describeMetric(metric);
  const current = { ...realised, z: Z_95 };
  const { atLeast, atMost, worseThanTraining } = settings.performance;
  const findingOf = (
    found: ReturnType<typeof surelyWorse>,
    measure: string,
    against: string,
  ): Finding => ({
    ...{ check: 'performance', column: metric, measure, effect: found.by, pValue: found.pValue },
    verdict: found.verdict,
    why: found.verdict === 'calm' ? null : `${sayValue(realised)}, ${against}`,
  });
  const bounds = [
    ...(atLeast === undefined
      ? []
      : [{ at: atLeast, better: 'higher' as const, word: 'at least' }]),
    ...(atMost === undefined ? [] : [{ at: atMost, better: 'lower' as const, word: 'at most' }]),
  ];
  if (bounds.length > 0) {
    const found = bounds.map((bound) => ({
      ...bound,
      worse: surelyWorse(current, exactly(bound.at), { better: bound.better, margin: 0 }),
    }));
    const [worst] = found.toSorted((a, b) => b.worse.by - a.worse.by);
    if (worst === undefined) return [];
    return [findingOf(worst.worse, 'bound', `${worst.word} ${worst.at} is asked for`)];
  }
  if (reference === undefined) return [];
  const margin = marginOf(metric, reference.value, worseThanTraining);
  const worse = surelyWorse(current, { ...reference, z: Z_95 }, { better, margin });
  return [findingOf(worse, 'training', `in training ${sayValue(reference)}`)];
}

function judgeCost({ version, performance, settings }: JudgedSpan): Finding[] {
  const { cost } = settings;
  if (cost?.atMost === undefined) return [];
  const found = costOf(performance.outcomes, cost, version.signature.output.classes);
  if (found === undefined) return [];
  const worse = surelyWorse({ ...found, z: Z_95 }, exactly(cost.atMost), {
    ...{ better: 'lower', margin: 0 },
  });
  const why = `${sayValue(found)} ${cost.currency} per row, at most ${cost.atMost} is asked for`;
  return [
    {
      ...{ check: 'performance', column: 'cost', measure: 'bound', effect: worse.by },
      ...{ pValue: worse.pValue, verdict: worse.verdict },
      why: worse.verdict === 'calm' ? null : why,
    },
  ];
}

/** Whether the truth is distributed as it was in training. */
function judgeLabels({ version: { label }, performance, settings }: JudgedSpan): Finding[] {
  const { labels } = performance;
  if (label === undefined || labels === null) return [];
  const samples = [
    sampleOfWindow(label.binning, label.window),
    sampleOfWindow(label.binning, labels),
  ] as const;
  const { test, effect, pValue } = checkDrift(soundDriftTest(samples[1].kind), samples);
  const isLarge = effect >= settings.leastEffect;
  const verdict =
    !isLarge && pValue !== null && pValue <= SURE ? 'too small' : verdictOf(isLarge, pValue);
  return [
    {
      ...{ check: 'labels', column: label.binning.name, measure: test, effect, pValue, verdict },
      why: verdict === 'drift' ? sayMove(label.binning, label.window, labels) : null,
    },
  ];
}
