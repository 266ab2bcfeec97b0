export { describeOnnx } from './describe-onnx.ts';
export type { Labels, OnnxDescription, Port, Shape } from './description.ts';
export { toOnnx } from './export/to-onnx.ts';
export { sayElement } from './port.ts';
export { withoutZipMaps } from './without-zip-maps.ts';
