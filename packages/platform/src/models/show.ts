import type { Handler, Operations, OutputOf } from '@kaizenml/contracts/operations';
import { getMetric } from '@kaizenml/ml/metrics';
import type { ArtifactStore } from '../artifacts/index.ts';
import type { ModelCache } from './model-cache.ts';
import { resolveModel } from './resolve-model.ts';
import type { ModelStore, ModelVersionRecord } from './store.ts';

type Shown = OutputOf<Operations['models']['show']>;

export const showModel =
  (
    store: ModelStore,
    { artifacts, models }: { readonly artifacts: ArtifactStore; readonly models: ModelCache },
  ): Handler<Operations['models']['show']> =>
  async ({ name }) => {
    const version = await resolveModel(store, name);
    const [{ model, explain }, versions, path] = await Promise.all([
      models.get(version.artifact),
      store.versions(version.name),
      artifacts.pathOf(version.artifact),
    ]);
    return {
      ...toVersion(version),
      signature: model.signature as Shown['signature'],
      primaryMetric: describeMetric(model.manifest.primaryMetric),
      importance: [...explain.importance],
      findings: model.manifest.findings as Shown['findings'],
      versions: versions.map(toVersion),
      path,
    };
  };

function describeMetric(metric: string): Shown['primaryMetric'] {
  const { name, title, better } = getMetric(metric);
  return { name, title, better };
}

function toVersion(record: ModelVersionRecord): Shown['versions'][number] {
  return { ...record, metrics: { ...record.metrics }, aliases: [...record.aliases] };
}
