import type { ArtifactHash } from '@kaizenml/contracts';
import { seededRandom } from '@kaizenml/ml/math';
import { getMetric, type Outcome, outcomeRows, pairedGain } from '@kaizenml/ml/metrics';
import type { ArtifactStore } from '../../artifacts/store.ts';
import type { ModelVersionRecord } from '../../models/store.ts';
import type { Store } from '../../storage/store.ts';
import { answersOfChampion } from './answers-of-champion.ts';
import type { FoundRival, PairedRival } from './rival.ts';
import { findTestAnswers, type TestAnswers } from './test-answers.ts';
import type { TestedOn } from './tested-on.ts';

/** A model that was tested on rows. */
export interface Answering {
  readonly artifact: ArtifactHash;
  readonly answers: TestAnswers;
  /** The rows themselves, for a champion that was tested on others; read where that is so. */
  readonly tested: () => Promise<TestedOn>;
}

const N_RESAMPLES = 200;
const SEED = 1;

/**
 * What the champion answered on the rows that a new model was tested on: then, where it was tested on them too; now, where it learned
 * from other data. Else it may have learned from these very rows, and the two stand apart.
 */
export async function findRival(
  deps: { readonly store: Pick<Store, 'runs'>; readonly artifacts: ArtifactStore },
  champion: ModelVersionRecord,
  { artifact, answers, tested }: Answering,
): Promise<FoundRival> {
  const { version } = champion;
  if (champion.artifact === artifact) return { kind: 'itself', version };
  const kept = await findTestAnswers(deps, champion.runId);
  const { outcome } = answers;
  const theirs =
    kept?.rows === answers.rows
      ? kept.outcome
      : await answersOfChampion(deps.artifacts, champion, { tested: await tested(), outcome });
  return typeof theirs === 'string'
    ? { kind: 'apart', version, why: theirs }
    : pairedRival(version, { ours: outcome, theirs });
}

/**
 * A champion by its answers.
 *
 * @param answered.rows What both answered, for sentences. Default: `test rows`.
 */
export function pairedRival(
  version: number,
  {
    ours,
    theirs,
    rows: called = 'test rows',
  }: { readonly ours: Outcome; readonly theirs: Outcome; readonly rows?: string },
): PairedRival {
  const nRows = ours.truth.length;
  return {
    kind: 'paired',
    version,
    on: `on the same ${nRows} ${called}`,
    nRows,
    gainBy(metric, { rows, level = 0.9, nResamples = N_RESAMPLES } = {}) {
      const part = (outcome: Outcome) =>
        rows === undefined ? outcome : outcomeRows(outcome, rows);
      return pairedGain(
        getMetric(metric),
        { ours: part(ours), theirs: part(theirs) },
        { random: seededRandom(SEED), nResamples, level },
      );
    },
  };
}
