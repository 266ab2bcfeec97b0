import {
  AppError,
  asId,
  type DoubtFile,
  type ModelName,
  type Signature,
} from '@kaizenml/contracts';
import type { EndpointSettings } from '@kaizenml/contracts/operations';
import { endpointNotFound } from '../endpoints/index.ts';
import type { Clock } from '../kit/index.ts';
import type { Answerers, ModelPool, ModelStore, ModelVersionRecord } from '../models/index.ts';
import type { RequestLog } from '../predictions/index.ts';
import { answerByTensors, ownTensors } from './answer-by-tensors.ts';
import type { ServingCounters } from './counters.ts';
import { doorParameters, flagParameters } from './door/index.ts';
import { type ExplainRow, explainRows } from './explain-rows.ts';
import type { Gateway } from './gateway.ts';
import {
  answerDoubts,
  answerTensors,
  assertOutputs,
  type CallContext,
  doubtsAsked,
  doubtTensors,
  type InferAnswer,
  type InferenceHandlers,
  type InferRequest,
  inputRows,
  inputTensors,
  KAIZEN_PLATFORM,
  type ModelMetadata,
  type ModelRef,
  type ModelState,
  modelConfig,
  outputTensors,
  serverMetadata,
  type TensorMetadata,
} from './oip/index.ts';
import type { AnswerMemory } from './remembered/index.ts';
import type { Targets } from './targets.ts';

/** What the calls of the Open Inference Protocol stand on. */
export interface InferenceDeps {
  readonly gateway: Gateway;
  readonly targets: Targets;
  readonly models: ModelStore;
  readonly answerers: Answerers;
  readonly pool: Pick<ModelPool, 'stateOf'>;
  readonly counters: ServingCounters;
  readonly explain: ExplainRow;
  /** Forgets the answers of what is unloaded. */
  readonly memory: Pick<AnswerMemory, 'forget'>;
  readonly nextId: () => string;
  /** Where the answers of models of tensors are logged; those to rows are by the gateway. */
  readonly predictionLog: RequestLog;
  readonly clock: Clock;
  /** Version of the program. */
  readonly version: string;
}

/** Most models that an index lists. */
const MOST_MODELS = 10_000;
/** What a model of ONNX is called by those who choose a server by it. */
const ONNX_PLATFORM = 'onnx_onnxv1';

/**
 * The calls of the Open Inference Protocol over the one way to answers. Models that take tensors and no rows are asked by
 * tensors of their own.
 */
export function createInference(deps: InferenceDeps): InferenceHandlers {
  const { gateway, targets, models, answerers, pool, counters, explain, nextId, version } = deps;
  const { predictionLog, clock } = deps;
  /** Models that were unloaded by the protocol, in this process; all others are opened when they are asked. */
  const unloaded = new Set<string>();
  const open = async (model: ModelRef) => {
    const { version: record, settings } = await targets.resolve(referenceOf(model));
    if (unloaded.has(record.name)) throw isUnloaded(record.name);
    const tensors = await answerers.findTensors(record.artifact);
    if (tensors !== undefined) return { kind: 'tensors' as const, record, tensors, settings };
    const { signature, doubt } = await answerers.get(record.artifact);
    return { kind: 'rows' as const, record, signature, doubt, settings };
  };
  const metadata = async (model: ModelRef): Promise<ModelMetadata> => {
    const opened = await open(model);
    const versions = await models.versions(opened.record.name);
    return {
      name: opened.record.name,
      versions: versions.map((each) => String(each.version)).reverse(),
      ...(opened.kind === 'tensors'
        ? { platform: ONNX_PLATFORM, ...ownTensors(opened.tensors) }
        : {
            platform: KAIZEN_PLATFORM,
            inputs: inputTensors(opened.signature),
            outputs: rowOutputs(opened),
          }),
    };
  };
  const assertKnown = async (name: string): Promise<ModelName> => {
    const model = await models.find(asId<ModelName>(name));
    if (model === undefined) throw await endpointNotFound(models, name);
    return model.name;
  };
  return {
    isLive: () => true,
    isReady: () => true,
    async isModelReady(model) {
      const { name } = (await targets.resolve(referenceOf(model))).version;
      if (unloaded.has(name)) return false;
      await open(model);
      return true;
    },
    serverMetadata: () => serverMetadata({ name: 'kaizenml', version }),
    modelMetadata: metadata,
    async inputsOf(model) {
      const opened = await open(model);
      if (opened.kind === 'tensors') return ownTensors(opened.tensors).inputs;
      const { signature } = opened;
      const known = INPUTS.get(signature) ?? inputTensors(signature);
      INPUTS.set(signature, known);
      return known;
    },
    async modelConfig(model) {
      const described = await metadata(model);
      const backend = described.platform === ONNX_PLATFORM ? 'onnxruntime' : 'kaizenml';
      return modelConfig(described, { backend });
    },
    async statistics(model) {
      if (model === undefined) return counters.list();
      const { version: record } = await targets.resolve(referenceOf(model));
      return counters.list({
        name: record.name,
        version: model.version === undefined ? undefined : record.version,
      });
    },
    async infer(model, request, context) {
      const opened = await open(model);
      const { record } = opened;
      if (opened.kind === 'tensors')
        return answerByTensors({
          ...{ model: opened.tensors, version: record, request, context, counters, nextId },
          ...{ predictionLog, clock, policy: opened.settings.log },
        });
      return answerTo(gateway, { model, request, opened, headers: context.headers });
    },
    async explain(model, request, { signal }) {
      const opened = await open(model);
      const { name, version: at } = opened.record;
      if (opened.kind === 'tensors') throw explainsNoTensors(name);
      const rows = inputRows(opened.signature, request.tensors);
      const explained = await explainRows(explain, { name: `${name}/${at}`, rows, signal });
      return {
        modelName: name,
        modelVersion: String(at),
        requestId: nextId(),
        outputs: [
          {
            ...{ name: 'explanation', datatype: 'BYTES', shape: [explained.length] },
            values: explained.map((each) => JSON.stringify(each)),
            parameters: { content_type: 'str' },
          },
        ],
      };
    },
    async repositoryIndex() {
      const { items } = await models.list({ limit: MOST_MODELS });
      const versions = await Promise.all(items.map(({ name }) => models.versions(name)));
      return versions.flat().map((each) => ({
        ...{ name: each.name, version: String(each.version) },
        ...stateOf(each, unloaded, pool),
      }));
    },
    async loadModel(name) {
      unloaded.delete(await assertKnown(name));
      await targets.warmUp(referenceOf({ name }));
    },
    async unloadModel(name) {
      const known = await assertKnown(name);
      unloaded.add(known);
      for (const { artifact } of await models.versions(known)) {
        answerers.drop(artifact);
        deps.memory.forget(artifact);
      }
    },
  };
}

/** Inputs by signature; forgotten with the model. */
const INPUTS = new WeakMap<Signature, readonly TensorMetadata[]>();
function isUnloaded(name: string): AppError {
  return new AppError('MODEL_UNLOADED', {
    message: `The model "${name}" must be loaded to answer, got one that was unloaded.`,
    hint: `Load it with \`POST /v2/repository/models/${name}/load\`.`,
    details: { name },
  });
}

function explainsNoTensors(name: string): AppError {
  return new AppError('MODEL_TAKES_TENSORS', {
    message: `The model "${name}" must answer rows to be explained, got one that takes tensors.`,
    hint: 'Export it with one input per column.',
    details: { name },
  });
}

/** Where a version stands; one that is closed to save memory is ready, since it is opened when it is asked. */
function stateOf(
  { name, artifact }: Pick<ModelVersionRecord, 'name' | 'artifact'>,
  unloaded: ReadonlySet<string>,
  pool: InferenceDeps['pool'],
): { readonly state: ModelState; readonly reason: string } {
  if (unloaded.has(name)) return { state: 'UNAVAILABLE', reason: 'unloaded' };
  if (pool.stateOf(artifact) === 'opening')
    return { state: 'LOADING', reason: 'it is being opened' };
  return { state: 'READY', reason: '' };
}

/** A model of rows that may answer. */
interface OpenedRows {
  /** The version whose tensors these are, which answers where there is nothing to answer. */
  readonly record: ModelVersionRecord;
  readonly signature: Signature;
  readonly doubt?: DoubtFile | undefined;
  readonly settings: EndpointSettings;
}

/** All outputs of a model of rows, those that are there on demand last. */
function rowOutputs(opened: OpenedRows): readonly TensorMetadata[] {
  return [...outputTensors(opened.signature), ...doubtTensors(opened)];
}

/** Answers tensors; the parameter `entity` says whose answers they are, `flags` and `interval` what they are to say of themselves. */
async function answerTo(
  gateway: Gateway,
  {
    model,
    request,
    opened,
    headers,
  }: {
    readonly model: ModelRef;
    readonly request: InferRequest;
    readonly opened: OpenedRows;
    readonly headers: CallContext['headers'];
  },
): Promise<InferAnswer> {
  const { signature, record, settings } = opened;
  assertOutputs(request, rowOutputs(opened));
  const asked = doubtsAsked(request, settings.doubt);
  const rows = inputRows(signature, request.tensors);
  if (rows.length === 0)
    return {
      modelName: model.name,
      modelVersion: String(record.version),
      outputs: [...answerTensors(signature, []), ...answerDoubts(opened, {}, { asked, nRows: 0 })],
    };
  const { entity } = request.parameters;
  const served = await gateway.answer({
    ...{ name: referenceOf(model), rows, headers, ...asked },
    entity: entity === undefined ? undefined : String(entity),
  });
  const parameters = { ...doorParameters(served), ...flagParameters(served) };
  return {
    modelName: served.endpoint,
    modelVersion: String(served.version),
    requestId: served.requestId,
    ...(Object.keys(parameters).length === 0 ? {} : { parameters }),
    outputs: [
      ...answerTensors(signature, served.predictions),
      ...answerDoubts(opened, served, { asked, nRows: rows.length }),
    ],
  };
}

/** `name` or `name/version`. @throws MODEL_NOT_FOUND for a name that would be read as a reference. */
function referenceOf({ name, version }: ModelRef): string {
  if (/[@/]/.test(name))
    throw new AppError('MODEL_NOT_FOUND', {
      message: `No model is called "${name}".`,
      hint: 'Name a version as the protocol does: `/v2/models/<name>/versions/<version>`.',
      details: { name },
    });
  return version === undefined ? name : `${name}/${version}`;
}
