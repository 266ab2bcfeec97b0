export { findOnnxManifest, MODEL_FILE, type OnnxManifest } from './onnx-manifest.ts';
export { type OnnxRows, onnxRows, type RowForm, rowFormOf } from './onnx-rows.ts';
export { type OpenedOnnx, openOnnxArtifact } from './open-artifact.ts';
export { type OnnxModel, type OpenOnnxOptions, openOnnx, portsOf } from './open-onnx.ts';
export { type RowColumn, rowColumns } from './row-columns.ts';
export { type RowOutputs, rowOutputs } from './row-outputs.ts';
export { assertRuntime, findRuntime, INSTALL_RUNTIME, RUNTIME } from './runtime.ts';
export type { TensorPort } from './tensor-port.ts';
