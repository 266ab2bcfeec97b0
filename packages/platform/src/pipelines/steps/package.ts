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
import { BASELINE_FILE } from '@kaizenml/ml/windows';
import type { ArtifactStore } from '../../artifacts/store.ts';
import { sha256 } from '../../kit/index.ts';
import { renderModelCard } from '../../reports/index.ts';
import { step } from '../step.ts';
import { type AboutParams, aboutArtifact, type Origin } from './about-artifact.ts';
import type { Baselines } from './baseline.ts';
import type { Evaluated, Role } from './evaluate.ts';
import type { Explained } from './explain.ts';
import type { FittedModels } from './fit.ts';
import { baselineOf } from './package/baseline-of.ts';
import { explainOf } from './package/explain-of.ts';

/** What the manifest says besides the model. */
export interface PackageParams extends AboutParams {
  /** Columns that rows may have whether or not the model reads them. Default: none. */
  readonly accepts?: readonly string[];
  /** The stored schema of the dataset, and what happens to rows that come to be answered and do not keep it. */
  readonly serving?: { readonly schema: DataSchema; readonly anomalies: AnomalyPolicy };
}

/** An artifact of a run, in the store. */
export interface PackedArtifact {
  readonly artifact: ArtifactHash;
  readonly sizeBytes: number;
}

/** The stored model artifact: a folder with `manifest.json`, `weights.bin`, `explain.json`, `answers.json`, `doubt.json`, `baseline.bin` and `card.md`. */
export interface Packaged extends PackedArtifact {
  /** The models beside the champion. */
  readonly roles: Readonly<Partial<Record<Role, PackedArtifact>>>;
}

/** Writes the model artifact. */
export const packageModel = (artifacts: ArtifactStore, origin: Origin) =>
  step<
    {
      fitted: FittedModels;
      evaluated: Evaluated;
      explained: Explained;
      doubted: DoubtFile;
      counted: Baselines;
    },
    PackageParams,
    Packaged
  >({
    name: 'package',
    title: 'Packing the model',
    url: import.meta.url,
    async run({ fitted, evaluated, explained, doubted, counted }, params) {
      const pack = async (
        fittedModel: FittedModel,
        {
          metrics,
          file,
          doubts,
          counts,
        }: {
          metrics: Evaluated['metrics'];
          file: ExplainFile;
          doubts: DoubtFile;
          counts: Uint8Array | null | undefined;
        },
      ) => {
        const model = accepting(fittedModel, params.accepts);
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
          ...(counts && { [BASELINE_FILE]: baselineOf(model.signature, counts) }),
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
                counts: counted.roles[role],
              }),
            }
          : {};
      };
      const { metrics } = evaluated;
      return {
        ...(await pack(fitted.champion, {
          ...{ metrics, file: explained.file, doubts: doubted, counts: counted.champion },
        })),
        roles: { ...(await packRole('small')), ...(await packRole('interpretable')) },
      };
    },
    references: ({ artifact, roles }) => [
      artifact,
      ...Object.values(roles).map((role) => role.artifact),
    ],
  });

/** A model that leaves the columns aside that callers send and it does not read. */
function accepting(model: FittedModel, accepts: readonly string[] = []): FittedModel {
  const { inputs, output } = model.signature;
  const ignores = accepts.filter(
    (sent) => sent !== output.name && !inputs.some(({ name }) => name === sent),
  );
  return ignores.length === 0 ? model : { ...model, signature: { ...model.signature, ignores } };
}

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
