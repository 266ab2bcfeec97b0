import { AppError } from '@kaizenml/contracts';
import type { Unanswering } from './store.ts';

/** The failure of what is registered but has no artifact that answers here. */
export function notServable({ name, version, source }: Unanswering): AppError {
  if (version === null)
    return new AppError('MODEL_NOT_SERVABLE', {
      message: `Model "${name}" must have a version that answers here, but it has no version.`,
      hint: `Give it one with \`kaizen models import FILE --name ${name}\`, or train one with \`kaizen run\`.`,
      details: { name, version, source },
    });
  return new AppError('MODEL_NOT_SERVABLE', {
    message: `Version ${version} of "${name}" must have an artifact to answer here, but another program registered it${source === null ? '' : ` from ${source}`}.`,
    hint: `If it is an ONNX, LightGBM or XGBoost model, download its file and run \`kaizen models import FILE --name ${name}\`; \`kaizen models register-proxy\` asks the server that has it.`,
    details: { name, version, source },
  });
}
