import { AppError, asId, type ModelName, type Signature } from '@kaizenml/contracts';
import { endpointNotFound } from '../endpoints/index.ts';
import type { Answerers, ModelResolver, ModelStore } from '../models/index.ts';
import type { ServingCounters } from './counters.ts';
import { doorParameters } from './door/index.ts';
import type { Gateway } from './gateway.ts';
import {
  answerTensors,
  assertOutputs,
  type CallContext,
  type InferAnswer,
  type InferenceHandlers,
  type InferRequest,
  inputRows,
  inputTensors,
  KAIZEN_PLATFORM,
  type ModelMetadata,
  type ModelRef,
  modelConfig,
  outputTensors,
  serverMetadata,
  type TensorMetadata,
} from './oip/index.ts';

/** What the calls of the Open Inference Protocol stand on. */
export interface InferenceDeps {
  readonly gateway: Gateway;
  readonly resolver: ModelResolver;
  readonly models: ModelStore;
  readonly answerers: Answerers;
  readonly counters: ServingCounters;
  /** Version of the program. */
  readonly version: string;
}

/** Most models that an index lists. */
const MOST_MODELS = 10_000;

/** The calls of the Open Inference Protocol over the one way to answers. */
export function createInference(deps: InferenceDeps): InferenceHandlers {
  const { gateway, resolver, models, answerers, counters, version } = deps;
  const open = async (model: ModelRef) => {
    const record = await resolver.resolve(referenceOf(model));
    return { record, signature: (await answerers.get(record.artifact)).signature };
  };
  const metadata = async (model: ModelRef): Promise<ModelMetadata> => {
    const { record, signature } = await open(model);
    const versions = await models.versions(record.name);
    return {
      name: record.name,
      versions: versions.map((each) => String(each.version)).reverse(),
      platform: KAIZEN_PLATFORM,
      inputs: inputTensors(signature),
      outputs: outputTensors(signature),
    };
  };
  return {
    isLive: () => true,
    isReady: () => true,
    async isModelReady(model) {
      await open(model);
      return true;
    },
    serverMetadata: () => serverMetadata({ name: 'kaizenml', version }),
    modelMetadata: metadata,
    async inputsOf(model) {
      const { signature } = await open(model);
      const known = INPUTS.get(signature) ?? inputTensors(signature);
      INPUTS.set(signature, known);
      return known;
    },
    modelConfig: async (model) => modelConfig(await metadata(model), { backend: 'kaizenml' }),
    async statistics(model) {
      if (model === undefined) return counters.list();
      const { record } = await open(model);
      return counters.list({
        name: record.name,
        version: model.version === undefined ? undefined : record.version,
      });
    },
    async infer(model, request, { headers }) {
      const { signature } = await open(model);
      return answerTo(gateway, { model, request, signature, headers });
    },
    async repositoryIndex() {
      const { items } = await models.list({ limit: MOST_MODELS });
      const versions = await Promise.all(items.map(({ name }) => models.versions(name)));
      return versions.flat().map((each) => ({
        ...{ name: each.name, version: String(each.version) },
        ...{ state: 'READY' as const, reason: '' },
      }));
    },
    async loadModel(name) {
      await open({ name });
    },
    async unloadModel(name) {
      const model = await models.find(asId<ModelName>(name));
      if (model === undefined) throw await endpointNotFound(models, name);
      for (const { artifact } of await models.versions(model.name)) answerers.drop(artifact);
    },
  };
}

/** Inputs by signature; forgotten with the model. */
const INPUTS = new WeakMap<Signature, readonly TensorMetadata[]>();

/** Answers tensors; the parameter `entity` says whose answers they are. */
async function answerTo(
  gateway: Gateway,
  {
    model,
    request,
    signature,
    headers,
  }: {
    readonly model: ModelRef;
    readonly request: InferRequest;
    readonly signature: Signature;
    readonly headers: CallContext['headers'];
  },
): Promise<InferAnswer> {
  assertOutputs(request, outputTensors(signature));
  const rows = inputRows(signature, request.tensors);
  const { entity } = request.parameters;
  const served = await gateway.answer({
    ...{ name: referenceOf(model), rows, headers },
    entity: entity === undefined ? undefined : String(entity),
  });
  return {
    modelName: served.endpoint,
    modelVersion: String(served.version),
    requestId: served.requestId,
    ...doorParameters(served),
    outputs: answerTensors(signature, served.predictions),
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
