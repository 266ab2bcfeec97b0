import { AppError } from '@kaizenml/contracts';

/** The failure of an artifact that holds no stated model. */
export function statedArtifactInvalid(artifact: string): AppError {
  return new AppError('MODEL_ARTIFACT_INVALID', {
    message: `The artifact ${artifact} must hold a proxy, a function or a graph, got another manifest.`,
    hint: 'Register the model again.',
    details: { artifact },
  });
}
