import { RetrainingSettings } from '@kaizenml/contracts/operations';
import {
  defaultMetric,
  getMetric,
  MEAN_COST,
  type Metric,
  type Outcome,
} from '@kaizenml/ml/metrics';
import { getColumn, isMissing, isNumeric, type Table, takeRows } from '@kaizenml/ml/table';
import { getVersion, loadVersion } from '../../datasets/index.ts';
import { openStoredModel, outcomeOn } from '../../models/index.ts';
import { checkStanding, pairedRival } from '../../pipelines/index.ts';
import type { TableDeps } from '../deps.ts';
import { AT, LEAST_COMPARED } from '../history/gather.ts';
import { type LearnedFrom, learnedFrom } from '../history/learned-from.ts';
import { rejected, type StepOutcome } from '../outcome.ts';
import type { Comparison, RetrainingRecord, RetrainingTry } from '../store.ts';
import { slicesOf } from './compare-slices.ts';
import { distanceOfAnswers } from './distance-of-answers.ts';
import { type Candidate, formerChampions } from './former-champions.ts';
import { judgeChallenger } from './judge-challenger.ts';
import { pointChallenger } from './point-challenger.ts';

/** Coverage of the interval of the gain of one candidate: each of its ends is a one-sided bound of 97.5 %. */
const LEVEL = 0.95;
const N_RESAMPLES = 1000;

/**
 * Compares what was trained with the champion on the newest rows, which none has learned from, and versions that were the champion before
 * as well: where a world returns, one of them knows it. Of those that may take over, the one that gains most goes on. The best of what
 * was trained is called `challenger`, also where none goes on.
 */
export async function compare(deps: TableDeps, record: RetrainingRecord): Promise<StepOutcome> {
  const { store } = deps;
  const { newest = '' } = record.facts;
  const learned = await learnedFrom(deps, record.endpoint);
  if (learned.champion.version !== record.asked.champion)
    return rejected(`Version ${learned.champion.version} became the champion meanwhile.`);
  const table = await loadVersion(deps, await getVersion(store.datasets, newest));
  const rows = judged(table, learned.signature.output.name);
  if (rows.nRows < LEAST_COMPARED)
    return rejected(`Only ${rows.nRows} of the newest rows have a label that both know.`);
  const { classes = [] } = learned.signature.output;
  const trained = await trainedFor(deps, record, classes);
  const former = await formerChampions(deps, record, { ...learned, fromMs: firstAt(rows) });
  const policy = (await store.endpoints.find(record.endpoint))?.retraining;
  const contest: Contest = {
    ...{ learned, rows, policy: policy ?? RetrainingSettings.parse({}) },
    ...{ theirs: outcomeOn(learned.opened.model, rows, classes), without: record.asked.without },
    level: 1 - (1 - LEVEL) / Math.max(1, trained.candidates.length + former.length),
  };
  const own = trained.candidates.map((candidate) => judge(contest, candidate));
  const best = bestOf(own);
  if (best === undefined) return rejected(trained.reasons.join(' '));
  await pointChallenger(deps, record, best.version);
  const back = bestOf(
    former
      .map((candidate) => judge(contest, candidate, candidate.version))
      .filter(({ goesOn, gain }) => goesOn && gain > (best.goesOn ? best.gain : 0)),
  );
  return outcomeFor(record, { own, best, back, reasons: trained.reasons });
}

/** What the retraining has trained, and why some of it cannot be compared. */
async function trainedFor(
  { store, artifacts }: TableDeps,
  { endpoint, facts: { challenger = 0, tried = [] } }: RetrainingRecord,
  classes: readonly string[],
): Promise<{ readonly candidates: readonly Candidate[]; readonly reasons: readonly string[] }> {
  const made = tried.flatMap(({ version }) => version ?? []);
  const candidates: Candidate[] = [];
  const reasons: string[] = [];
  for (const number of made.length === 0 ? [challenger] : made) {
    const version = await store.models.findVersion(endpoint, number);
    if (version === undefined) {
      reasons.push(`Version ${number} was taken away meanwhile.`);
      continue;
    }
    const { model } = await openStoredModel(artifacts, version.artifact);
    const own = model.signature.output.classes ?? [];
    if ([...own].sort().join('\n') === [...classes].sort().join('\n'))
      candidates.push({ version: number, model });
    else reasons.push('The challenger answers other classes than the champion.');
  }
  return { candidates, reasons };
}

/** One that may take over before one that may not; then the one that gains more. */
function bestOf(judged: readonly Judged[]): Judged | undefined {
  return judged.toSorted(
    (one, other) => Number(other.goesOn) - Number(one.goesOn) || other.gain - one.gain,
  )[0];
}

function outcomeFor(
  { facts: { tried = [] } }: RetrainingRecord,
  {
    own,
    best,
    back,
    reasons,
  }: {
    readonly own: readonly Judged[];
    readonly best: Judged;
    readonly back: Judged | undefined;
    readonly reasons: readonly string[];
  },
): StepOutcome {
  const { goesOn, sentence, comparison, answersMove, version } = back ?? best;
  const compared = tried.map((one) => {
    const found = own.find((each) => each.version === one.version);
    return found === undefined
      ? one
      : { ...one, message: found.sentence, gain: found.comparison?.gain ?? null };
  });
  const facts = { tried: compared, challenger: version, ...(comparison && { comparison }) };
  const others = own.filter((each) => each.version !== version);
  const message = [
    own.length > 1 && back === undefined ? `Version ${version}, ${saidOf(version, tried)}: ` : '',
    [sentence, ...reasons].join(' '),
    ...others.map(
      (each) => ` Version ${each.version}, ${saidOf(each.version, tried)}: ${each.sentence}`,
    ),
  ].join('');
  if (!goesOn) return rejected(message, facts);
  const recalled = back && { isRecalled: true };
  return { kind: 'done', message, facts: { ...facts, answersMove, ...recalled } };
}

/** How a version was learned. */
function saidOf(version: number, tried: readonly RetrainingTry[]): string {
  const found = tried.find((one) => one.version === version);
  return found === undefined || found.start === 'over' ? 'trained anew' : 'fine-tuned';
}

/** What candidates are compared with the champion by. */
interface Contest {
  readonly learned: LearnedFrom;
  readonly rows: Table;
  readonly policy: RetrainingSettings;
  /** What the champion answers. */
  readonly theirs: Outcome;
  readonly without: readonly string[];
  /** Coverage of intervals, shared out among all candidates. */
  readonly level: number;
}

interface Judged {
  readonly version: number;
  readonly goesOn: boolean;
  readonly sentence: string;
  readonly gain: number;
  readonly answersMove: number;
  readonly comparison?: Comparison;
}

/** Whether a candidate may take over, and why. @param former Its version, where it was the champion before */
function judge(
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

/** When the first of the rows came, milliseconds since 1970. */
function firstAt(rows: Table): number {
  const at = getColumn(rows, AT);
  return isNumeric(at) ? at.values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY) : 0;
}

/** Rows whose target is known. */
function judged(table: Table, target: string): Table {
  const truth = getColumn(table, target);
  const places = Int32Array.from({ length: table.nRows }, (_, i) => i);
  return takeRows(
    table,
    places.filter((i) => !isMissing(truth, i)),
  );
}

function metricOf({ asked, opened, signature }: LearnedFrom): Metric {
  const { task, aim } = signature.output;
  const name = asked.project.metric ?? opened.model.manifest.primaryMetric;
  return name === MEAN_COST.name ? defaultMetric(task, aim) : getMetric(name);
}
