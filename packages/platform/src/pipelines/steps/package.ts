import type {
  AnomalyPolicy,
  ArtifactHash,
  DataSchema,
  DoubtFile,
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

/** The stored model artifact: a folder with `manifest.json`, `weights.bin`, `explain.json`, `answers.json`, `doubt.json` and `card.md`. */
export interface Packaged extends PackedArtifact {
  /** The models beside the champion. */
  readonly roles: Readonly<Partial<Record<Role, PackedArtifact>>>;
}

/** Writes the model artifact. */
export const packageModel = (artifacts: ArtifactStore, origin: Origin) =>
  step<
    { fitted: FittedModels; evaluated: Evaluated; explained: Explained; doubted: DoubtFile },
    PackageParams,
    Packaged
  >({
    name: 'package',
    title: 'Packing the model',
    url: import.meta.url,
    async run({ fitted, evaluated, explained, doubted }, params) {
      const pack = async (
        model: FittedModel,
        {
          metrics,
          file,
          doubts,
        }: { metrics: Evaluated['metrics']; file: ExplainFile; doubts: DoubtFile },
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
          'doubt.json': `${JSON.stringify(doubtsOf(model.signature, doubts))}\n`,
          'card.md': renderModelCard({
            manifest,
            explained: why,
            weakSegments: doubts.weakSegments ?? [],
            primaryMetric: params.primaryMetric,
            baselines: evaluated.baselines,
          }),
        });
        return { artifact: stored.hash, sizeBytes: stored.sizeBytes };
      };
      const packRole = async (role: Role) => {
        const [model, figures, file] = [fitted[role], evaluated.roles[role], explained.roles[role]];
        return model && figures && file
          ? {
              [role]: await pack(model, {
                metrics: figures.metrics,
                file,
                doubts: ofRows(doubted),
              }),
            }
          : {};
      };
      const { metrics } = evaluated;
      return {
        ...(await pack(fitted.champion, { metrics, file: explained.file, doubts: doubted })),
        roles: { ...(await packRole('small')), ...(await packRole('interpretable')) },
      };
    },
    references: ({ artifact, roles }) => [
      artifact,
      ...Object.values(roles).map((role) => role.artifact),
    ],
  });

/** What does not depend on the model that answers. */
function ofRows({ novelty }: DoubtFile): DoubtFile {
  return { ...(novelty && { novelty }) };
}

/** Doubts about the columns that a model reads; novelty is of all its columns or none. */
function doubtsOf(
  { inputs }: Signature,
  { novelty, weakSegments = [], ...trust }: DoubtFile,
): DoubtFile {
  const reads = new Set(inputs.map(({ name }) => name));
  const isRead = novelty?.columns.every(({ name }) => reads.has(name)) === true;
  const weak = weakSegments.filter(({ column }) => reads.has(column));
  return {
    ...trust,
    ...(novelty && isRead && { novelty }),
    ...(weak.length > 0 && { weakSegments: weak }),
  };
}

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
