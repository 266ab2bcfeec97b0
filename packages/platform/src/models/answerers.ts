import type { ArtifactHash, ExplainFile, Row } from '@kaizenml/contracts';
import type { ArtifactStore } from '../artifacts/index.ts';
import type { Answerer } from '../runtimes/index.ts';
import { findOnnxManifest, type OnnxModel, type OpenedOnnx } from '../runtimes/onnx/index.ts';
import { findStatedManifest, type StatedModel } from '../runtimes/stated/index.ts';
import type { ModelCache, OpenedCache } from './model-cache.ts';
import type { OpenedModel } from './open.ts';
import { rowsOfOnnx } from './rows-of-onnx.ts';

/** A model that is asked by tensors of its own. */
export type TensorModel = Pick<OnnxModel, 'inputs' | 'outputs' | 'run'>;

/** Whatever answers rows, by the hash of its artifact. */
export interface Answerers {
  /** @throws MODEL_TAKES_TENSORS, MODEL_FORECASTS, PACKAGE_ABSENT, and every code of opening an artifact */
  get(artifact: ArtifactHash): Promise<Answerer>;
  /** The same when it is open already, without waiting; undefined otherwise. */
  find(artifact: ArtifactHash): Answerer | undefined;
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
const MOST_KINDS = 10_000;
const NOTHING_KNOWN: ExplainFile = { background: [], importance: [], reference: [] };

/**
 * Answerers of every kind of artifact; which one it is, is read once.
 *
 * An answerer stays usable after its model was closed to make room: one of ours keeps its memory until nobody has it, another
 * one opens its model again.
 */
export function createAnswerers({ artifacts, models, onnx, stated }: AnswererDeps): Answerers {
  const kinds = new Map<ArtifactHash, Kind>();
  const kindOf = async (artifact: ArtifactHash): Promise<Kind> => {
    const known = kinds.get(artifact);
    if (known !== undefined) return known;
    const found = readKind(await artifacts.read(artifact, 'manifest.json'));
    if (kinds.size >= MOST_KINDS) kinds.clear();
    kinds.set(artifact, found);
    return found;
  };
  const ofModels = new WeakMap<object, Answerer>();
  const remembered = <Opened extends object>(
    opened: Opened,
    make: (opened: Opened) => Answerer,
  ): Answerer => {
    const known = ofModels.get(opened);
    if (known !== undefined) return known;
    const made = make(opened);
    ofModels.set(opened, made);
    return made;
  };
  const ofOnnx = (artifact: ArtifactHash) => (opened: OpenedOnnx) => {
    const { signature } = rowsOfOnnx(opened);
    return {
      ...{ signature, explain: NOTHING_KNOWN },
      answer: async (rows: readonly Row[]) => ({
        predictions: await onnx.use(artifact, (open) => rowsOfOnnx(open).answer(rows)),
        ...{ anomalies: [], nOffending: 0 },
      }),
    };
  };
  const ofStated = (artifact: ArtifactHash) => (opened: StatedModel) => ({
    ...opened,
    answer: (rows: readonly Row[]) => stated.use(artifact, (open) => open.answer(rows)),
  });
  const find = (artifact: ArtifactHash): Answerer | undefined => {
    const ours = models.find(artifact);
    if (ours !== undefined) return remembered(ours, ofOurs);
    const foreign = onnx.find(artifact);
    if (foreign !== undefined) return remembered(foreign, ofOnnx(artifact));
    const other = stated.find(artifact);
    return other && remembered(other, ofStated(artifact));
  };
  return {
    find,
    async get(artifact) {
      const known = find(artifact);
      if (known !== undefined) return known;
      const kind = await kindOf(artifact);
      if (kind === 'onnx') return remembered(await onnx.get(artifact), ofOnnx(artifact));
      if (kind === 'stated') return remembered(await stated.get(artifact), ofStated(artifact));
      return remembered(await models.get(artifact), ofOurs);
    },
    async findStated(artifact) {
      return (await kindOf(artifact)) === 'stated' ? await stated.get(artifact) : undefined;
    },
    async findTensors(artifact) {
      if ((await kindOf(artifact)) !== 'onnx') return undefined;
      const { rows, model } = await onnx.get(artifact);
      if (rows !== undefined) return undefined;
      const { inputs, outputs } = model;
      const run: TensorModel['run'] = (...asked) =>
        onnx.use(artifact, (open) => open.model.run(...asked));
      return { inputs, outputs, run };
    },
    drop(artifact) {
      models.drop(artifact);
      onnx.drop(artifact);
      stated.drop(artifact);
    },
  };
}

type Kind = 'onnx' | 'stated' | 'ours';

function readKind(manifest: Uint8Array): Kind {
  if (findOnnxManifest(manifest) !== undefined) return 'onnx';
  return findStatedManifest(manifest) === undefined ? 'ours' : 'stated';
}

function ofOurs({ model, explain, doubt }: OpenedModel): Answerer {
  return {
    ...{ signature: model.signature, explain, doubt },
    answer: (rows: readonly Row[]) => model.answer(rows),
    ...(model.manifest.serving?.anomalies === 'ignore' ? {} : { check: model.check }),
  };
}
