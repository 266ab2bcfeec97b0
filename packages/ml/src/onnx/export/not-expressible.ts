import { AppError } from '@kaizenml/contracts';

/** The refusal of a part of a model that ONNX cannot say exactly. @param part Reads as the subject of a sentence. */
export function notExpressible(part: string): AppError {
  return new AppError('MODEL_NOT_EXPORTABLE', {
    message: `ONNX must say every part of a model exactly, got ${part}.`,
    hint: 'Serve the model here, or export one of trees or of a linear model, or a weighted mean of these, on columns of numbers and categories.',
    details: { part },
  });
}
