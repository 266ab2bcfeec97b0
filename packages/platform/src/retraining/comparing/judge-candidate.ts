import type { RetrainingSettings } from '@kaizenml/contracts/operations';
import {
  defaultMetric,
  getMetric,
  MEAN_COST,
  type Metric,
  type Outcome,
} from '@kaizenml/ml/metrics';
import type { Table } from '@kaizenml/ml/table';
import { outcomeOn } from '../../models/index.ts';
import { checkStanding, pairedRival } from '../../pipelines/index.ts';
import type { LearnedFrom } from '../history/learned-from.ts';
import type { Comparison } from '../store.ts';
import { slicesOf } from './compare-slices.ts';
import { distanceOfAnswers } from './distance-of-answers.ts';
import type { Candidate } from './former-champions.ts';
import { judgeChallenger } from './judge-challenger.ts';

const N_RESAMPLES = 1000;

/** What candidates are compared with the champion by. */
export interface Contest {
  readonly learned: LearnedFrom;
  readonly rows: Table;
  readonly policy: RetrainingSettings;
  /** What the champion answers. */
  readonly theirs: Outcome;
  readonly without: readonly string[];
  /** Coverage of intervals, shared out among all candidates. */
  readonly level: number;
}

/** What was found of a candidate. */
export interface Judged {
  readonly version: number;
  readonly goesOn: boolean;
  readonly sentence: string;
  readonly gain: number;
  readonly answersMove: number;
  readonly comparison?: Comparison;
}

/** Whether a candidate may take over, and why. @param former Its version, where it was the champion before */
export function judgeCandidate(
  { learned, rows, policy, theirs, without, level }: Contest,
  { version, model }: Candidate,
  former?: number,
): Judged {
  const ours = outcomeOn(model, rows, learned.signature.output.classes ?? []);
  const metric = metricOf(learned);
  const rival = pairedRival(learned.champion.version, { ours, theirs, rows: 'newest rows' });
  const gain = rival.gainBy(metric.name, { level, nResamples: N_RESAMPLES });
  if (gain === undefined) {
    const sentence = `${metric.title} is not defined on the newest ${rows.nRows} rows.`;
    return { version, goesOn: false, sentence, gain: 0, answersMove: 0 };
  }
  const inputs = learned.signature.inputs.map(({ name }) => name);
  const comparison: Comparison = {
    ...{ metric: metric.name, champion: metric.compute(theirs), challenger: metric.compute(ours) },
    ...{ nRows: rows.nRows, level, gain },
    slices: slicesOf(rows, { inputs, rival, metric, ours, theirs }),
  };
  const answersMove = distanceOfAnswers(ours, theirs);
  const told = { version, gain: gain.value, answersMove, comparison };
  const refusing = checkStanding(learned.asked.project.gate, rival, {
    comparedBy: metric.name,
    describe: getMetric,
  }).filter(({ refuses }) => refuses);
  if (refusing.length > 0)
    return { ...told, goesOn: false, sentence: refusing.map(({ reason }) => reason).join(' ') };
  const { margin, whenEqual } = policy;
  const facts = { comparison, title: metric.title, margin, whenEqual, without };
  return { ...told, ...judgeChallenger({ ...facts, ...(former && { former }) }) };
}

function metricOf({ asked, opened, signature }: LearnedFrom): Metric {
  const { task, aim } = signature.output;
  const name = asked.project.metric ?? opened.model.manifest.primaryMetric;
  return name === MEAN_COST.name ? defaultMetric(task, aim) : getMetric(name);
}
