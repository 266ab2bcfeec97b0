import { AppError, type Prediction, type Row, type Signature } from '@kaizenml/contracts';
import { assertRows } from '@kaizenml/ml/artifact';
import {
  answerTensors,
  assertOutputs,
  type Duration,
  type InferenceHandlers,
  inputRows,
  inputTensors,
  KAIZEN_PLATFORM,
  type ModelMetadata,
  type ModelRef,
  modelConfig,
  outputTensors,
  serverMetadata,
} from '../../../packages/platform/src/serving/oip/index.ts';

/** A model of rows that is no more than a formula. */
export interface SampleModel {
  readonly name: string;
  readonly signature: Signature;
  readonly predict: (row: Row) => Prediction;
}

/** What answers the protocol for one such model, version 1, until the server has handlers of its own. */
export function sampleHandlers({ name, signature, predict }: SampleModel): InferenceHandlers {
  let isLoaded = true;
  let nInferences = 0;
  const metadata: ModelMetadata = {
    name,
    versions: ['1'],
    platform: KAIZEN_PLATFORM,
    inputs: inputTensors(signature),
    outputs: outputTensors(signature),
  };
  const find = (model: ModelRef) => {
    if (model.name !== name)
      throw new AppError('MODEL_NOT_FOUND', { message: `Model "${model.name}" does not exist.` });
    if (model.version !== undefined && model.version !== '1')
      throw new AppError('MODEL_VERSION_NOT_FOUND', {
        message: `Model "${name}" has no version ${model.version}.`,
      });
  };
  const none: Duration = { count: 0, ns: 0 };
  return {
    isLive: () => true,
    isReady: () => true,
    isModelReady: (model) => model.name === name && isLoaded,
    serverMetadata: () => serverMetadata({ name: 'kaizenml', version: '0.0.0' }),
    modelMetadata: async (model) => {
      find(model);
      return metadata;
    },
    inputsOf: async (model) => {
      find(model);
      return metadata.inputs;
    },
    modelConfig: async (model) => {
      find(model);
      return modelConfig(metadata, { backend: 'kaizenml' });
    },
    statistics: async (model) => {
      if (model !== undefined) find(model);
      const success = { count: nInferences, ns: 1000 * nInferences };
      return [
        {
          name,
          version: '1',
          lastInferenceMs: 0,
          nInferences,
          nExecutions: nInferences,
          success,
          fail: none,
          queue: none,
          computeInput: none,
          computeInfer: success,
          computeOutput: none,
          cacheHit: none,
          cacheMiss: none,
          batches: [],
        },
      ];
    },
    infer: async (model, request) => {
      find(model);
      if (!isLoaded) throw new AppError('HOME_BUSY', { message: `Model "${name}" is not loaded.` });
      assertOutputs(request, metadata.outputs);
      const rows = inputRows(signature, request.tensors);
      assertRows(signature, rows);
      nInferences += rows.length;
      const outputs = answerTensors(signature, rows.map(predict));
      return { modelName: name, modelVersion: '1', outputs };
    },
    repositoryIndex: async () => [
      {
        name,
        version: '1',
        state: isLoaded ? 'READY' : 'UNAVAILABLE',
        reason: isLoaded ? '' : 'unloaded',
      },
    ],
    loadModel: async (asked) => {
      find({ name: asked });
      isLoaded = true;
    },
    unloadModel: async (asked) => {
      find({ name: asked });
      isLoaded = false;
    },
  };
}
