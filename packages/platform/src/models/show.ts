import type { ExplainFile, Finding, ModelTask, RunId, Signature } from '@kaizenml/contracts';
import type { Handler, Operations, OutputOf } from '@kaizenml/contracts/operations';
import type { Model } from '@kaizenml/ml/artifact';
import type { ForecastModel } from '@kaizenml/ml/forecast';
import { defaultMetric, getMetric } from '@kaizenml/ml/metrics';
import type { ArtifactStore } from '../artifacts/index.ts';
import { findOnnxManifest, type OnnxManifest } from '../runtimes/onnx/index.ts';
import { findStatedManifest } from '../runtimes/stated/index.ts';
import { forecastTarget } from './forecast/forecast-target.ts';
import { forecastSignature } from './forecast/newer-points.ts';
import type { ModelCache, OpenedCache } from './model-cache.ts';
import { methodTitle, modelTitle } from './model-title.ts';
import type { OpenedModel } from './open.ts';
import { resolveModel } from './resolve-model.ts';
import type { ModelStore, ModelVersionRecord } from './store.ts';
import { tellStated } from './tell-stated.ts';

type Shown = OutputOf<Operations['models']['show']>;

export const showModel =
  (
    store: ModelStore,
    { artifacts, models, forecasts, findGates }: ShowDeps,
  ): Handler<Operations['models']['show']> =>
  async ({ name }) => {
    const version = await resolveModel(store, name);
    const { artifact } = version;
    const [shown, versions, path, gates] = await Promise.all([
      artifacts.read(artifact, 'manifest.json').then(async (manifest) => {
        const foreign = findOnnxManifest(manifest);
        if (foreign !== undefined) return runElsewhere(foreign);
        const stated = findStatedManifest(manifest);
        if (stated !== undefined) return tellStated(stated);
        return forecastTarget(manifest) === undefined
          ? answersRows(await models.get(artifact))
          : forecastsSeries(await forecasts.get(artifact));
      }),
      store.versions(version.name),
      artifacts.pathOf(artifact),
      findGates(version.runId),
    ]);
    return {
      ...toVersion(version),
      task: shown.task,
      title: shown.title ?? methodTitle(version.estimator),
      members: shown.members.map((member) => ({ ...member })),
      ...(shown.asks === undefined ? {} : { asks: shown.asks }),
      signature: shown.signature as Shown['signature'],
      ...(shown.tensors === undefined ? {} : { tensors: shown.tensors }),
      primaryMetric: describeMetric(shown.primaryMetric),
      importance: [...shown.importance],
      findings: shown.findings as Shown['findings'],
      gates,
      versions: versions.map((one) => ({ ...toVersion(one), title: methodTitle(one.estimator) })),
      path,
    };
  };

interface ShowDeps {
  readonly artifacts: ArtifactStore;
  readonly models: ModelCache;
  readonly forecasts: OpenedCache<ForecastModel>;
  /** What a run held against its model; null where it kept nothing. */
  readonly findGates: (run: RunId) => Promise<Shown['gates']>;
}

/** What an artifact says of itself. */
export interface Told {
  readonly task: ModelTask;
  /** What people call it; undefined where only the name of the method is known. */
  readonly title: string | undefined;
  readonly members: Model['members'];
  readonly asks?: NonNullable<Shown['asks']>;
  readonly signature: Signature;
  readonly tensors?: NonNullable<Shown['tensors']>;
  readonly primaryMetric: string;
  readonly importance: ExplainFile['importance'];
  readonly findings: readonly Finding[];
}

function answersRows({ model, explain }: OpenedModel): Told {
  const { primaryMetric, findings } = model.manifest;
  const { signature } = model;
  const task = signature.output.unlabeled ?? signature.output.task;
  const { members } = model;
  const title = modelTitle(model.manifest);
  const { importance } = explain;
  return { task, title, members, signature, primaryMetric, importance, findings };
}

function forecastsSeries({ manifest, shape }: ForecastModel): Told {
  const { primaryMetric, findings } = manifest;
  const signature = forecastSignature(shape);
  return {
    ...{ task: 'forecast', title: undefined, members: [] },
    ...{ signature, primaryMetric, importance: [], findings },
  };
}

/** Of a model that only takes tensors, the signature has no inputs. */
function runElsewhere({ signature, inputs, outputs, target, findings }: OnnxManifest): Told {
  const ports = (all: OnnxManifest['inputs']) =>
    all.map(({ name, datatype, shape }) => ({ name, datatype, shape: [...shape] }));
  const task = signature?.output.task ?? 'tensors';
  return {
    ...{ task, title: 'ONNX model', members: [], importance: [], findings },
    signature: signature ?? { inputs: [], output: { name: target, task: 'regression' } },
    tensors: { inputs: ports(inputs), outputs: ports(outputs) },
    primaryMetric: defaultMetric(task === 'tensors' ? 'regression' : task).name,
  };
}

/** What is measured where there is no target to compare with. */
const TABLE_METRICS: Readonly<Record<string, Shown['primaryMetric']>> = {
  owa: { name: 'owa', title: 'OWA', better: 'lower' },
  silhouette: { name: 'silhouette', title: 'Silhouette', better: 'higher' },
  share_flagged: { name: 'share_flagged', title: 'Share flagged', better: 'lower' },
};

function describeMetric(metric: string): Shown['primaryMetric'] {
  const known = Object.hasOwn(TABLE_METRICS, metric) ? TABLE_METRICS[metric] : undefined;
  if (known) return known;
  const { name, title, better } = getMetric(metric);
  return { name, title, better };
}

function toVersion(record: ModelVersionRecord): Omit<Shown['versions'][number], 'title'> {
  return { ...record, metrics: { ...record.metrics }, aliases: [...record.aliases] };
}
