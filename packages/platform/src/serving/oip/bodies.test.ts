import { describe, expect, it } from 'vitest';
import { thrownBy } from '../../../../../test/thrown-by.ts';
import { modelConfig } from './model-config.ts';
import { type ModelMetadata, modelMetadataBody } from './model-metadata.ts';
import {
  indexBody,
  parseIndexRequest,
  parseLoadRequest,
  parseUnloadRequest,
} from './repository.ts';
import { errorBody, liveBody, modelReadyBody, readyBody, serverMetadata } from './server-bodies.ts';
import { statisticsBody } from './statistics-body.ts';

const metadata: ModelMetadata = {
  name: 'churn',
  versions: ['1', '2'],
  platform: 'kaizenml_model',
  inputs: [
    { name: 'age', datatype: 'FP64', shape: [-1] },
    { name: 'plan', datatype: 'BYTES', shape: [-1] },
  ],
  outputs: [
    {
      name: 'probabilities',
      datatype: 'FP64',
      shape: [-1, 2],
      parameters: { classes: '["no","yes"]' },
    },
  ],
};
const bytes = (text: string) => new TextEncoder().encode(text);

describe('what a server says of itself', () => {
  it('has the keys of the specification', () => {
    expect(serverMetadata({ name: 'kaizenml', version: '1' }).extensions).toContain(
      'binary_tensor_data',
    );
    expect([liveBody(true), readyBody(false), modelReadyBody('churn', true)]).toEqual([
      { live: true },
      { live: false, ready: false },
      { name: 'churn', ready: true },
    ]);
    expect(errorBody({ message: 'No.', hint: 'Yes.' })).toEqual({ error: 'No. Yes.' });
    expect(errorBody({ message: 'No.' })).toEqual({ error: 'No.' });
  });
});

describe('what a model says of itself', () => {
  it('is its metadata', () => {
    expect(modelMetadataBody(metadata)).toEqual(metadata);
  });

  it('is its configuration, with whole shapes or without the dimension of the batch', () => {
    expect(modelConfig(metadata, { backend: 'kaizenml' })).toEqual({
      name: 'churn',
      platform: 'kaizenml_model',
      backend: 'kaizenml',
      max_batch_size: 0,
      input: [
        { name: 'age', data_type: 'TYPE_FP64', dims: [-1] },
        { name: 'plan', data_type: 'TYPE_STRING', dims: [-1] },
      ],
      output: [{ name: 'probabilities', data_type: 'TYPE_FP64', dims: [-1, 2] }],
    });
    expect(modelConfig(metadata, { backend: 'kaizenml', maxBatchSize: 8 })).toMatchObject({
      max_batch_size: 8,
      input: [
        { name: 'age', dims: [1], reshape: { shape: [] } },
        { name: 'plan', dims: [1], reshape: { shape: [] } },
      ],
      output: [{ name: 'probabilities', dims: [2] }],
    });
  });

  it('is what it has done', () => {
    const none = { count: 0, ns: 0 };
    const counters = {
      name: 'churn',
      lastInferenceMs: 0,
      nInferences: 0,
      nExecutions: 0,
      success: none,
      fail: none,
      queue: none,
      computeInput: none,
      computeInfer: none,
      computeOutput: none,
      cacheHit: none,
      cacheMiss: none,
      batches: [],
    };
    const { model_stats: models } = statisticsBody([counters]);
    expect(models).toEqual([
      {
        name: 'churn',
        last_inference: 0,
        inference_count: 0,
        execution_count: 0,
        inference_stats: {
          success: none,
          fail: none,
          queue: none,
          compute_input: none,
          compute_infer: none,
          compute_output: none,
          cache_hit: none,
          cache_miss: none,
        },
        response_stats: {},
        batch_stats: [],
        memory_usage: [],
      },
    ]);
  });
});

describe('the repository', () => {
  it('tells of all models or of those that are ready', () => {
    const models = [
      { name: 'a', version: '1', state: 'READY', reason: '' },
      { name: 'b', state: 'UNAVAILABLE', reason: 'unloaded' },
    ] as const;
    expect(indexBody(models, parseIndexRequest(bytes('')))).toEqual(models);
    expect(indexBody(models, parseIndexRequest(bytes('{"ready":true}')))).toEqual([models[0]]);
    expect(thrownBy(() => parseIndexRequest(bytes('{"ready":1}'))).message).toBe(
      'The request for the index has a problem: `ready` must be true or false, got 1.',
    );
    expect(thrownBy(() => parseIndexRequest(bytes('[]'))).code).toBe('REQUEST_INVALID');
  });

  it('loads a model as it is registered, and unloads it', () => {
    expect(() => parseLoadRequest(bytes('{}'))).not.toThrow();
    expect(() => parseLoadRequest(bytes(''))).not.toThrow();
    expect(
      thrownBy(() => parseLoadRequest(bytes('{"parameters":{"config":"{}"}}'))).details,
    ).toEqual({
      problems: [
        {
          path: 'parameters.config',
          problem: 'must be absent, since a model is loaded as it is registered',
        },
      ],
    });
    expect(parseUnloadRequest(bytes('{"parameters":{"unload_dependents":true}}'))).toEqual({
      unloadDependents: true,
    });
    expect(parseUnloadRequest(bytes(''))).toEqual({ unloadDependents: false });
  });
});
