import { AppError } from '@kaizenml/contracts';
import type { OnnxRows, OpenedOnnx } from '../runtimes/onnx/index.ts';

/** The rows side of an ONNX model. @throws MODEL_TAKES_TENSORS where it has none */
export function rowsOfOnnx({ rows, manifest }: OpenedOnnx): OnnxRows {
  if (rows !== undefined) return rows;
  const { file } = manifest.imported;
  throw new AppError('MODEL_TAKES_TENSORS', {
    message: `"${file}" takes tensors and answers no rows: ${manifest.tensorsOnly ?? ''}`,
    hint: 'See its inputs with `kaizen models show`, or export it with one input per column.',
    details: { file, reason: manifest.tensorsOnly ?? '' },
  });
}
