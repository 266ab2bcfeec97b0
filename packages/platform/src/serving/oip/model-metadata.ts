import type { TensorMetadata } from './tensor.ts';

/** What a model says of itself. */
export interface ModelMetadata {
  readonly name: string;
  /** Versions that can be asked for, the newest last. */
  readonly versions: readonly string[];
  /** `<project>_<format>`, such as `kaizenml_model` or `onnx_onnxv1`. */
  readonly platform: string;
  readonly inputs: readonly TensorMetadata[];
  readonly outputs: readonly TensorMetadata[];
  /** Text by name; the specification leaves open which. */
  readonly properties?: Readonly<Record<string, string>>;
}

/** Platform of the models that KaizenML trains. */
export const KAIZEN_PLATFORM = 'kaizenml_model';

/** Body of `GET /v2/models/<name>[/versions/<version>]`. */
export function modelMetadataBody({
  name,
  versions,
  platform,
  inputs,
  outputs,
  properties,
}: ModelMetadata): object {
  return {
    name,
    versions,
    platform,
    inputs: inputs.map(tensorBody),
    outputs: outputs.map(tensorBody),
    ...(properties === undefined ? {} : { properties }),
  };
}

function tensorBody({ name, datatype, shape, parameters }: TensorMetadata): object {
  return { name, datatype, shape, ...(parameters === undefined ? {} : { parameters }) };
}
