import { datatypeOf } from './datatypes.ts';
import type { ModelMetadata } from './model-metadata.ts';
import type { TensorMetadata } from './tensor.ts';

/** How requests for a model are gathered into batches. */
export interface DynamicBatching {
  readonly preferred_batch_size?: readonly number[];
  readonly max_queue_delay_microseconds: number;
}

/** What a model configuration says besides the tensors. */
export interface ModelConfigOptions {
  /** What runs the model, such as `kaizenml` or `onnxruntime`. */
  readonly backend: string;
  /** Most rows of a batch; the first dimension of every tensor is then the batch. Default 0: dimensions are whole shapes. */
  readonly maxBatchSize?: number;
  readonly dynamicBatching?: DynamicBatching;
}

/** A tensor of a configuration. */
export interface TensorConfig {
  readonly name: string;
  readonly data_type: `TYPE_${string}`;
  /** Without the dimension of the batch, where there is one. */
  readonly dims: readonly number[];
  /** Where a row has a single value: its dimension of 1 is left out for the model. */
  readonly reshape?: { readonly shape: readonly number[] };
}

/** A model configuration in Triton's shape. */
export interface ModelConfig {
  readonly name: string;
  readonly platform: string;
  readonly backend: string;
  readonly max_batch_size: number;
  readonly input: readonly TensorConfig[];
  readonly output: readonly TensorConfig[];
  readonly dynamic_batching?: DynamicBatching;
}

/**
 * Body of `GET /v2/models/<name>[/versions/<version>]/config`.
 *
 * @source Triton, "Model Configuration Extension" and `model_config.proto`.
 */
export function modelConfig(
  { name, platform, inputs, outputs }: ModelMetadata,
  { backend, maxBatchSize = 0, dynamicBatching }: ModelConfigOptions,
): ModelConfig {
  const toConfig = (tensor: TensorMetadata) => tensorConfig(tensor, maxBatchSize > 0);
  return {
    name,
    platform,
    backend,
    max_batch_size: maxBatchSize,
    input: inputs.map(toConfig),
    output: outputs.map(toConfig),
    ...(dynamicBatching === undefined ? {} : { dynamic_batching: dynamicBatching }),
  };
}

function tensorConfig({ name, datatype, shape }: TensorMetadata, isBatched: boolean): TensorConfig {
  const { configName } = datatypeOf(datatype);
  if (!isBatched) return { name, data_type: configName, dims: shape };
  const [, ...row] = shape;
  return row.length > 0
    ? { name, data_type: configName, dims: row }
    : { name, data_type: configName, dims: [1], reshape: { shape: [] } };
}
