import type { Estimate } from '@kaizenml/contracts';
import { describeMetric } from '@kaizenml/ml/metrics';
import type { Finding } from '../../finding.ts';
import { beyondSeason } from '../../judging/beyond-season.ts';
import { compareCounted } from '../../judging/compare-counted.ts';
import { sayMove } from '../../judging/say-move.ts';
import { nClassesOf } from '../counting/scored-version.ts';
import { costOf } from '../outcomes/cost-of.ts';
import { measureOutcomes, Z_95 } from '../outcomes/measure-outcomes.ts';
import { checkCalibration } from './check-calibration.ts';
import type { JudgedSpan } from './judged-span.ts';
import type { LabelledPast } from './labelled-past.ts';
import { marginOf } from './margin-of.ts';
import { sayValue } from './say-value.ts';
import { exactly, SURE, surelyWorse, verdictOf } from './surely-worse.ts';
import { type HeldMetric, worseThanUsual } from './worse-than-usual.ts';

/** What labels say of a span, and the metric in it. */
export interface JudgedLabels {
  readonly findings: readonly Finding[];
  readonly realised: Estimate | undefined;
}

/**
 * Judges what labels tell: the metric against training and against bounds, the calibration of probabilities, the cost, and the labels
 * themselves.
 *
 * What seasons before showed too is natural: that the truth is another one at such hours, or that answers are worse at them.
 *
 * @param reference The metric in training, or in the first labelled windows; undefined where these are the first.
 */
export async function judgeLabelled(
  span: JudgedSpan,
  reference: Estimate | undefined,
  past: LabelledPast,
): Promise<JudgedLabels> {
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
      ...(realised === undefined ? [] : await judgeMetric(span, { realised, reference, past })),
      ...judgeCost(span),
      ...(calibration === undefined ? [] : [calibration]),
      ...(await judgeLabels(span, past)),
    ],
  };
}

async function judgeMetric(
  { version, settings }: JudgedSpan,
  {
    realised,
    reference,
    past,
  }: {
    readonly realised: Estimate;
    readonly reference: Estimate | undefined;
    readonly past: LabelledPast;
  },
): Promise<Finding[]> {
  const { metric } = version;
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
  const found = findingOf(worse, 'training', `in training ${sayValue(reference)}`);
  if (worse.verdict !== 'drift') return [found];
  const measured = { metric, nClasses: nClassesOf(version) };
  return [await besideUsual(found, { measured, realised, reference, better, margin }, past)];
}

/** What is left of a finding beside how good answers usually are at such hours; all of it where that is not known. */
async function besideUsual(found: Finding, held: HeldMetric, past: LabelledPast): Promise<Finding> {
  const beside = worseThanUsual(held, await past.seasons());
  if (beside === undefined) return found;
  const { pValue, verdict } = beside.worse;
  return {
    ...found,
    pValue: pValue === null ? null : Math.max(pValue, found.pValue ?? 1),
    verdict: verdict === 'drift' ? 'drift' : 'natural',
    why: `${found.why}, at such hours ${shortly(beside.usual)}`,
  };
}

function shortly(value: number): string {
  return sayValue({ value, low: null, high: null });
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

/** Whether the truth is distributed as it was in training, and as it was in seasons before. */
async function judgeLabels(
  { version: { label }, performance, settings }: JudgedSpan,
  past: LabelledPast,
): Promise<Finding[]> {
  const { labels } = performance;
  if (label === undefined || labels === null) return [];
  const current = { binning: label.binning, window: labels };
  const compared = compareCounted(label, current);
  const { leastEffect } = settings;
  const { test, effect, pValue } = compared;
  const isLarge = effect >= leastEffect;
  const isSmall = !isLarge && pValue !== null && pValue <= SURE;
  const verdict = isSmall ? 'too small' : verdictOf(isLarge, pValue);
  const found: Finding = {
    ...{ check: 'labels', column: label.binning.name, measure: test, effect, pValue, verdict },
    why: verdict === 'drift' ? sayMove(label.binning, label.window, labels) : null,
  };
  if (verdict !== 'drift') return [found];
  const seasons = await past.labels();
  const beyond = beyondSeason(compared, { ...current, seasons }, { rate: SURE, leastEffect });
  if (verdictOf(beyond.effect >= leastEffect, beyond.pValue) === 'drift')
    return [{ ...found, pValue: beyond.pValue }];
  return [{ ...found, verdict: seasons === 'learning' ? 'may be chance' : 'natural' }];
}
