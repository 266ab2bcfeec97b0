import type {
  AnomalyPolicy,
  ArtifactHash,
  DataSchema,
  ExplainFile,
  Signature,
} from '@kaizenml/contracts';
import { ANSWERS_FILE, type FittedModel, packModel, recordAnswers } from '@kaizenml/ml/artifact';
import { toServingSchema } from '@kaizenml/ml/validation';
import type { ArtifactStore } from '../../artifacts/store.ts';
import { sha256 } from '../../kit/index.ts';
import { renderModelCard } from '../../reports/index.ts';
import { step } from '../step.ts';
import { type AboutParams, aboutArtifact, type Origin } from './about-artifact.ts';
import type { Evaluated, Role } from './evaluate.ts';
import type { Explained } from './explain.ts';
import type { FittedModels } from './fit.ts';
import { explainOf } from './package/explain-of.ts';

/** What the manifest says besides the model. */
export interface PackageParams extends AboutParams {
  /** The stored schema of the dataset, and what happens to rows that come to be answered and do not keep it. */
  readonly serving?: { readonly schema: DataSchema; readonly anomalies: AnomalyPolicy };
}

/** An artifact of a run, in the store. */
export interface PackedArtifact {
  readonly artifact: ArtifactHash;
  readonly sizeBytes: number;
}

/** The stored model artifact: a folder with `manifest.json`, `weights.bin`, `explain.json`, `answers.json` and `card.md`. */
export interface Packaged extends PackedArtifact {
  /** The models beside the champion. */
  readonly roles: Readonly<Partial<Record<Role, PackedArtifact>>>;
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
            ...aboutArtifact(origin, metrics, params),
            ...(origin.imported === undefined ? {} : { imported: origin.imported }),
            ...toDoor(params.serving, model.signature),
          },
          sha256,
        );
        const why = explainOf(model.signature, file);
        const stored = await artifacts.putFolder({
          'manifest.json': `${JSON.stringify(manifest, null, 1)}\n`,
          'weights.bin': weights,
          'explain.json': `${JSON.stringify(why)}\n`,
          [ANSWERS_FILE]: `${JSON.stringify(recordAnswers(model, { manifest, explain: why }))}\n`,
          'card.md': renderModelCard({
            manifest,
            explained: why,
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
