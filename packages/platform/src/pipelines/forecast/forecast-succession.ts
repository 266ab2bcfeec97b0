import { type ForecastPlan, type MadeForecasts, pairedForecastGain } from '@kaizenml/ml/forecast';
import { seededRandom } from '@kaizenml/ml/math';
import type { DatasetVersionRecord } from '../../datasets/store.ts';
import type { RunDeps } from '../in-run.ts';
import type { RunFrame } from '../outcome.ts';
import { judgeSuccession } from '../succession/judge-succession.ts';
import type { FoundRival } from '../succession/rival.ts';
import { describeTableMetric } from '../whole-table/describe-table-metric.ts';
import type { TableSuccession } from '../whole-table/table-succession.ts';
import type { ForecastsMade } from './choose-forecasts.ts';
import { endsOfChampion } from './ends-of-champion.ts';
import { findTestedEnds, keepTestedEnds, scaledMistakes, testedEnds } from './tested-ends.ts';

/** The measure that two forecasts are compared by. */
const SCALED = describeTableMetric('mase');
const SEED = 1;

/**
 * Compares a forecast with the champion on the ends that nothing of the new one had seen, by scaled errors in pairs. Where the champion
 * was tested on the same ends, what it forecast then; where it ends before them, what it forecasts now, after the points before them.
 */
export async function forecastSuccession(
  deps: Pick<RunDeps, 'store' | 'artifacts'>,
  { runId }: RunFrame,
  {
    plan,
    made,
    record,
  }: {
    readonly plan: ForecastPlan;
    readonly made: Pick<MadeForecasts, 'series'> & Pick<ForecastsMade, 'metrics'>;
    readonly record: DatasetVersionRecord;
  },
): Promise<TableSuccession> {
  const tested = testedEnds(plan, made, record.hash);
  const { key, ends } = tested;
  if (ends.length > 0) await keepTestedEnds(deps, runId, tested);
  return {
    comparedBy: SCALED.name,
    async find(champion, artifact): Promise<FoundRival> {
      const { version } = champion;
      if (champion.artifact === artifact) return { kind: 'itself', version };
      if (ends.length === 0) {
        const why = 'The series are too short to hold an end back that changes.';
        return { kind: 'apart', version, why };
      }
      const kept = await findTestedEnds(deps, champion.runId);
      const theirs =
        kept?.key === key
          ? new Map(kept.ends.map(({ name, mean }) => [name, mean]))
          : await endsOfChampion(deps.artifacts, champion, { plan, ends });
      if (typeof theirs === 'string') return { kind: 'apart', version, why: theirs };
      const pairs = ends.flatMap((end) => {
        const mean = theirs.get(end.name);
        if (mean === undefined) return [];
        return [{ ours: scaledMistakes(end, end.mean), theirs: scaledMistakes(end, mean) }];
      });
      const nSteps = pairs.reduce((sum, { ours }) => sum + ours.length, 0);
      const of = pairs.length === 1 ? 'the series' : `${pairs.length} series`;
      return {
        ...{ kind: 'paired', version, nRows: nSteps },
        on: `on the same last ${nSteps} ${nSteps === 1 ? 'step' : 'steps'} of ${of}, which it had not seen,`,
        gainBy: (metric) =>
          metric === SCALED.name ? pairedForecastGain(pairs, seededRandom(SEED)) : undefined,
      };
    },
    judge: (rival, champion) =>
      judgeSuccession(rival, champion, { metric: SCALED, metrics: made.metrics }),
  };
}
