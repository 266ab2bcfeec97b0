import type {
  ArtifactHash,
  DoubtFile,
  ExplainFile,
  Row,
  ServedAnomalies,
  Signature,
} from '@kaizenml/contracts';
import type { Answers } from '@kaizenml/ml/artifact';
import type { ArtifactStore } from '../artifacts/index.ts';
import type { NodeSpan } from '../serving/graphs/index.ts';
import { findOnnxManifest, type OnnxModel, type OpenedOnnx } from '../serving/onnx/index.ts';
import { findStatedManifest, type StatedModel } from '../serving/stated/index.ts';
import { createModelCache, type ModelCache, type OpenedCache } from './model-cache.ts';
import { rowsOfOnnx } from './rows-of-onnx.ts';

/** Something that answers rows: a model of ours, or one that another runtime computes. */
export interface Answerer {
  readonly signature: Signature;
  /** What is known of its training data; nothing of a foreign model. */
  readonly explain: ExplainFile;
  /** How far its answers may be trusted, where it knows. */
  readonly doubt?: DoubtFile | undefined;
  /** What rows do not keep of the schema of the training data, where answers tell it. */
  check?(rows: readonly Row[]): ServedAnomalies;
  /** Answers rows, in their order. @throws INPUT_SCHEMA_MISMATCH, MODEL_RUN_FAILED */
  answer(rows: readonly Row[]): Told | Promise<Told>;
}

/** Answers, and of a graph how they came about. */
export interface Told extends Answers {
  /** The rows with what was looked up and added; absent: as they came. */
  readonly completed?: readonly Row[];
  readonly spans?: readonly NodeSpan[];
}

/** A model that is asked by tensors of its own. */
export type TensorModel = Pick<OnnxModel, 'inputs' | 'outputs' | 'run'>;

/** Whatever answers rows, by the hash of its artifact. */
export interface Answerers {
  /** @throws MODEL_TAKES_TENSORS, MODEL_FORECASTS, PACKAGE_ABSENT, and every code of opening an artifact */
  get(artifact: ArtifactHash): Promise<Answerer>;
  /** The model of an artifact where it was stated; undefined for every other kind. */
  findStated(artifact: ArtifactHash): Promise<StatedModel | undefined>;
  /** A model that takes tensors and no rows; undefined for every other. @throws PACKAGE_ABSENT, and every code of opening an artifact */
  findTensors(artifact: ArtifactHash): Promise<TensorModel | undefined>;
  /** Frees the memory of it; who works with it goes on, and who asks next opens it again. */
  drop(artifact: ArtifactHash): void;
}

/** What answerers are made of. */
export interface AnswererDeps {
  readonly artifacts: Pick<ArtifactStore, 'read'>;
  readonly models: ModelCache;
  readonly onnx: OpenedCache<OpenedOnnx>;
  /** Models whose signature was stated: proxies and their like. */
  readonly stated: OpenedCache<StatedModel>;
}

/** Artifacts whose kind is remembered. */
const MOST_KINDS = 1000;
const NOTHING_KNOWN: ExplainFile = { background: [], importance: [], reference: [] };

/** Answerers of every kind of artifact; which one it is, is read once. */
export function createAnswerers({ artifacts, models, onnx, stated }: AnswererDeps): Answerers {
  const kinds = createModelCache(
    async (hash) => kindOf(await artifacts.read(hash, 'manifest.json')),
    { maxOpen: MOST_KINDS },
  );
  const ofModels = new WeakMap<object, Answerer>();
  const remembered = (opened: object, make: () => Answerer): Answerer => {
    const known = ofModels.get(opened);
    if (known !== undefined) return known;
    const made = make();
    ofModels.set(opened, made);
    return made;
  };
  return {
    async get(artifact) {
      const kind = await kinds.get(artifact);
      if (kind === 'stated') return await stated.get(artifact);
      if (kind === 'onnx') {
        const opened = await onnx.get(artifact);
        return remembered(opened, () => ofOnnx(opened));
      }
      const opened = await models.get(artifact);
      const { model, explain, doubt } = opened;
      return remembered(opened, () => ({
        ...{ signature: model.signature, explain, doubt },
        answer: (rows) => model.answer(rows),
        ...(model.manifest.serving?.anomalies === 'ignore' ? {} : { check: model.check }),
      }));
    },
    async findStated(artifact) {
      return (await kinds.get(artifact)) === 'stated' ? await stated.get(artifact) : undefined;
    },
    async findTensors(artifact) {
      if ((await kinds.get(artifact)) !== 'onnx') return undefined;
      const { rows, model } = await onnx.get(artifact);
      return rows === undefined ? model : undefined;
    },
    drop(artifact) {
      models.drop(artifact);
      onnx.drop(artifact);
      stated.drop(artifact);
    },
  };
}

function kindOf(manifest: Uint8Array): 'onnx' | 'stated' | 'ours' {
  if (findOnnxManifest(manifest) !== undefined) return 'onnx';
  return findStatedManifest(manifest) === undefined ? 'ours' : 'stated';
}

function ofOnnx(opened: OpenedOnnx): Answerer {
  const rowsSide = rowsOfOnnx(opened);
  return {
    ...{ signature: rowsSide.signature, explain: NOTHING_KNOWN },
    answer: async (rows) => ({
      predictions: await rowsSide.answer(rows),
      ...{ anomalies: [], nOffending: 0 },
    }),
  };
}
