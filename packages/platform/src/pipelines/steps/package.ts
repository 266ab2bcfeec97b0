import type {
  AnomalyPolicy,
  ArtifactHash,
  DataSchema,
  ExplainFile,
  Finding,
  ImportedFrom,
  Signature,
} from '@kaizenml/contracts';
import { type FittedModel, packModel } from '@kaizenml/ml/artifact';
import { toServingSchema } from '@kaizenml/ml/validation';
import type { ArtifactStore } from '../../artifacts/store.ts';
import { sha256 } from '../../kit/index.ts';
import { renderModelCard } from '../../reports/index.ts';
import { version } from '../../version.ts';
import { step } from '../step.ts';
import type { Evaluated, Role } from './evaluate.ts';
import type { Explained } from './explain.ts';
import type { FittedModels } from './fit.ts';

/** Where the model came from; enters the manifest but not the cache key, for the same parts give the same model. */
export interface Origin {
  readonly runId: string;
  readonly createdAt: string;
  /** For a model that another library trained. */
  readonly imported?: ImportedFrom;
}

/** What the manifest says besides the model. */
export interface PackageParams {
  readonly datasetName: string;
  readonly datasetHash: string;
  readonly nTrainRows: number;
  readonly seed: number;
  readonly primaryMetric: string;
  readonly findings: readonly Finding[];
  /** The stored schema of the dataset, and what happens to rows that come to be answered and do not keep it. */
  readonly serving?: { readonly schema: DataSchema; readonly anomalies: AnomalyPolicy };
}

/** The stored model artifact: a folder with `manifest.json`, `weights.bin`, `explain.json` and `card.md`. */
export interface Packaged {
  readonly artifact: ArtifactHash;
  readonly sizeBytes: number;
  /** The models beside the champion. */
  readonly roles: Readonly<
    Partial<Record<Role, { readonly artifact: ArtifactHash; readonly sizeBytes: number }>>
  >;
}

/** Writes the model artifact. */
export const packageModel = (artifacts: ArtifactStore, origin: Origin) =>
  step<
    { fitted: FittedModels; evaluated: Evaluated; explained: Explained },
    PackageParams,
    Packaged
  >({
    name: 'package',
    title: 'Packing the model',
    url: import.meta.url,
    async run({ fitted, evaluated, explained }, params) {
      const pack = async (
        model: FittedModel,
        { metrics, file }: { metrics: Evaluated['metrics']; file: ExplainFile },
      ) => {
        const { manifest, weights } = packModel(
          model,
          {
            createdAt: origin.createdAt,
            metrics,
            primaryMetric: params.primaryMetric,
            findings: params.findings,
            lineage: {
              runId: origin.runId,
              datasetHash: params.datasetHash,
              datasetName: params.datasetName,
              nTrainRows: params.nTrainRows,
              seed: params.seed,
            },
            environment: { kaizenml: version, runtime: `node ${process.versions.node}` },
            ...(origin.imported === undefined ? {} : { imported: origin.imported }),
            ...toDoor(params.serving, model.signature),
          },
          sha256,
        );
        const stored = await artifacts.putFolder({
          'manifest.json': `${JSON.stringify(manifest, null, 1)}\n`,
          'weights.bin': weights,
          'explain.json': `${JSON.stringify(file)}\n`,
          'card.md': renderModelCard({
            manifest,
            explained: file,
            primaryMetric: params.primaryMetric,
            baselines: evaluated.baselines,
          }),
        });
        return { artifact: stored.hash, sizeBytes: stored.sizeBytes };
      };
      const packRole = async (role: Role) => {
        const [model, figures, file] = [fitted[role], evaluated.roles[role], explained.roles[role]];
        return model && figures && file
          ? { [role]: await pack(model, { metrics: figures.metrics, file }) }
          : {};
      };
      const { metrics } = evaluated;
      return {
        ...(await pack(fitted.champion, { metrics, file: explained.file })),
        roles: { ...(await packRole('small')), ...(await packRole('interpretable')) },
      };
    },
    references: ({ artifact, roles }) => [
      artifact,
      ...Object.values(roles).map((role) => role.artifact),
    ],
  });

/** The part of the schema that rows to answer are asked. */
function toDoor(serving: PackageParams['serving'], { inputs }: Signature) {
  if (serving === undefined) return {};
  const { schema, anomalies } = serving;
  return {
    schema: toServingSchema(
      schema,
      inputs.map(({ name }) => name),
    ),
    serving: { anomalies },
  };
}
