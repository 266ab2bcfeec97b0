import { AppError } from '@kaizenml/contracts';
import { decodeUtf8 } from '../../artifact/index.ts';
import type { Field } from './fields.ts';

/** The text of a field. @throws MODEL_ARTIFACT_INVALID where it is no UTF-8 */
export function text({ number, bytes }: Field): string {
  const decoded = decodeUtf8(bytes);
  if (decoded !== undefined) return decoded;
  throw new AppError('MODEL_ARTIFACT_INVALID', {
    message: `Names in an ONNX model must be UTF-8, got other bytes in field ${number}.`,
    hint: 'Save the model again with names in UTF-8.',
    details: { field: number },
  });
}
