import { AppError, asId, type Estimate, type ModelName } from '@kaizenml/contracts';
import type { MonitorSettings } from '@kaizenml/contracts/operations';
import { defaultMetric, metricsFor } from '@kaizenml/ml/metrics';
import type { Baseline } from '@kaizenml/ml/windows';
import type { ArtifactStore } from '../../../artifacts/index.ts';
import { type Answerers, type ModelStore, openBaseline } from '../../../models/index.ts';
import type { ScoredVersion } from './scored-version.ts';
import { slicesOf } from './slices.ts';

/** What finding versions stands on. */
export interface ScoredVersionDeps {
  readonly store: Pick<ModelStore, 'findVersion'>;
  readonly answerers: Pick<Answerers, 'get'>;
  readonly artifacts: Pick<ArtifactStore, 'read'>;
}

/** Knows what the performance of a version is counted by; undefined of one that is gone or answers no rows. */
export type FindScoredVersion = (version: number) => Promise<ScoredVersion | undefined>;

/** What models say that answer no rows, or not here. */
const NO_ROWS: ReadonlySet<string> = new Set([
  'MODEL_TAKES_TENSORS',
  'MODEL_FORECASTS',
  'PACKAGE_ABSENT',
]);

/** Knows the versions of one endpoint, as settings ask for them; one of another task keeps the metric that it was trained for. */
export function createScoredVersions(
  { store, answerers, artifacts }: ScoredVersionDeps,
  { endpoint, performance }: { readonly endpoint: string } & Pick<MonitorSettings, 'performance'>,
): FindScoredVersion {
  const known = new Map<number, Promise<ScoredVersion | undefined>>();
  const find = async (version: number): Promise<ScoredVersion | undefined> => {
    const record = await store.findVersion(asId<ModelName>(endpoint), version);
    if (record === undefined) return undefined;
    try {
      const { signature, doubt } = await answerers.get(record.artifact);
      const baseline = await openBaseline(artifacts, record.artifact);
      const { task, aim = 'mean', unlabeled } = signature.output;
      if (unlabeled !== undefined) return undefined;
      const isOfTask = metricsFor(task, aim).some(({ name }) => name === performance.metric);
      const asked = isOfTask ? performance.metric : undefined;
      const metric = asked ?? baseline?.performance?.metric ?? defaultMetric(task, aim).name;
      return {
        ...{ signature, metric, baseline },
        training: trainingOf(metric, { baseline, metrics: record.metrics }),
        label: baseline?.columns.find(({ role }) => role === 'label'),
        slices: slicesOf(baseline?.columns ?? [], {
          columns: performance.slices,
          weak: doubt?.weakSegments ?? [],
        }),
      };
    } catch (thrown) {
      if (thrown instanceof AppError && NO_ROWS.has(thrown.code)) return undefined;
      throw thrown;
    }
  };
  return (version) => {
    const asked = known.get(version) ?? find(version);
    known.set(version, asked);
    return asked.catch((thrown: unknown) => {
      known.delete(version);
      throw thrown;
    });
  };
}

/** The metric on rows unseen in training, as the artifact or the run of a version says it. */
function trainingOf(
  metric: string,
  {
    baseline,
    metrics,
  }: {
    readonly baseline: Baseline | undefined;
    readonly metrics: Readonly<Record<string, Estimate>>;
  },
): Estimate | undefined {
  const measured = baseline?.performance;
  if (measured?.metric !== metric) return metrics[metric];
  const { value, low, high } = measured;
  return { value, low, high };
}
