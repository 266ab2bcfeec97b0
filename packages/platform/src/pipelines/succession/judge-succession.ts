import type { Estimate, RunId } from '@kaizenml/contracts';
import { seededRandom } from '@kaizenml/ml/math';
import { getMetric, type Outcome, pairedGain } from '@kaizenml/ml/metrics';
import type { ArtifactStore } from '../../artifacts/store.ts';
import type { ModelVersionRecord } from '../../models/store.ts';
import type { Store } from '../../storage/store.ts';
import { answersOfChampion } from './answers-of-champion.ts';
import { findTestAnswers, type TestAnswers } from './test-answers.ts';
import type { TestedOn } from './tested-on.ts';

/** Whether a new version takes the champion's place, and why. */
export interface Succession {
  readonly takesOver: boolean;
  /** The champion that it was compared with; null where there was none. */
  readonly champion: number | null;
  /** How much better the new one is, with its 90 % interval; null where the two were not paired row by row. */
  readonly gain: Estimate | null;
  /** Rows that both answered; null as above. */
  readonly nRows: number | null;
  readonly sentence: string;
}

/** A version that might take over. */
export interface Newcomer {
  readonly runId: RunId;
  /** Name of the metric that chose it. */
  readonly metric: string;
  readonly metrics: Readonly<Record<string, Estimate>>;
  readonly answers: TestAnswers;
  /** The rows themselves, for a champion that was tested on others. */
  readonly tested: TestedOn;
}

const N_RESAMPLES = 200;
const SEED = 1;

/**
 * Compares a new version with the champion on the rows that the new one was tested on. It takes over unless it is surely worse: the
 * 90 % interval of its gain lies below 0.
 *
 * Where the champion was tested on the same rows, its answers of then are compared. Where it learned from other data, it answers them
 * now. Else it may have learned from these very rows: then only the figures of both stand side by side, and the new one must reach
 * the interval of the champion.
 */
export async function judgeSuccession(
  deps: { readonly store: Pick<Store, 'runs'>; readonly artifacts: ArtifactStore },
  champion: ModelVersionRecord,
  newcomer: Newcomer,
): Promise<Succession> {
  const theirs = await findAnswers(deps, champion, newcomer);
  const metric = getMetric(newcomer.metric);
  const gain =
    theirs &&
    pairedGain(
      metric,
      { ours: newcomer.answers.outcome, theirs },
      { random: seededRandom(SEED), nResamples: N_RESAMPLES },
    );
  if (gain !== undefined) {
    const isWorse = gain.low === null || gain.high === null ? gain.value < 0 : gain.high < 0;
    const nRows = newcomer.answers.outcome.truth.length;
    const sentence = pairedSentence(gain, { title: metric.title, nRows, isWorse, champion });
    return { takesOver: !isWorse, champion: champion.version, gain, nRows, sentence };
  }
  return judgeFigures(champion, newcomer);
}

async function findAnswers(
  deps: { readonly store: Pick<Store, 'runs'>; readonly artifacts: ArtifactStore },
  champion: ModelVersionRecord,
  { answers, tested }: Newcomer,
): Promise<Outcome | undefined> {
  const kept = await findTestAnswers(deps, champion.runId);
  if (kept?.rows === answers.rows) return kept.outcome;
  return answersOfChampion(deps.artifacts, champion, { tested, outcome: answers.outcome });
}

/** Two figures that were measured apart say less than one difference: nothing but their intervals can be held against each other. */
function judgeFigures(
  champion: ModelVersionRecord,
  { metric: name, metrics }: Newcomer,
): Succession {
  const { title, better } = getMetric(name);
  const [ours, theirs] = [metrics[name], champion.metrics[name]];
  const told = { champion: champion.version, gain: null, nRows: null };
  if (ours === undefined || theirs === undefined)
    return {
      ...{ ...told, takesOver: false },
      sentence: `Version ${champion.version} stays the champion: the two cannot be compared by ${title}.`,
    };
  const sign = better === 'higher' ? 1 : -1;
  const least = sign > 0 ? (theirs.low ?? theirs.value) : (theirs.high ?? theirs.value);
  const takesOver = sign * (ours.value - least) >= 0;
  const figures = `${title} ${round(ours.value)} against ${round(theirs.value)}${between(theirs)}, each on test rows of its own`;
  return {
    ...{ ...told, takesOver },
    sentence: takesOver
      ? `It takes over from version ${champion.version}: ${figures}.`
      : `Version ${champion.version} stays the champion: ${figures}.`,
  };
}

function pairedSentence(
  { value, low, high }: Estimate,
  {
    title,
    nRows,
    isWorse,
    champion: { version },
  }: {
    readonly title: string;
    readonly nRows: number;
    readonly isWorse: boolean;
    readonly champion: ModelVersionRecord;
  },
): string {
  const interval =
    low === null || high === null ? '' : ` (90 % interval ${round(low)} to ${round(high)})`;
  const rows = `on the same ${nRows} test rows`;
  if (isWorse)
    return `Version ${version} stays the champion: ${rows} the new one's ${title} is worse by ${round(-value)}${low === null || high === null ? '' : ` (90 % interval ${round(-high)} to ${round(-low)})`}.`;
  const isSure = low !== null && low > 0;
  return isSure
    ? `It takes over from version ${version}: ${rows} its ${title} is better by ${round(value)}${interval}.`
    : `It takes over from version ${version}: ${rows} their ${title} cannot be told apart, ${value >= 0 ? '+' : ''}${round(value)}${interval}.`;
}

function between({ low, high }: Estimate): string {
  return low === null || high === null ? '' : ` [${round(low)} – ${round(high)}]`;
}

function round(value: number): string {
  return String(Number(value.toPrecision(3)));
}
