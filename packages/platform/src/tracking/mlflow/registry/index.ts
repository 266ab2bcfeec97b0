import type { RegistryStore } from '../../../models/registry/index.ts';
import type { TrackingStore } from '../../store.ts';
import type { MlflowCall } from '../call.ts';
import { registeredModelCalls } from './model-calls.ts';
import { modelVersionCalls } from './version-calls.ts';
import { type WebhookCallParts, webhookCalls } from './webhook-calls.ts';

/** What the calls of the registry stand on. */
export interface RegistryCallParts extends WebhookCallParts {
  /** With its rules; see `guardRegistry`. */
  readonly registry: RegistryStore;
  readonly tracking: Pick<TrackingStore, 'runs' | 'models'>;
}

/**
 * Every call of the model registry and its webhooks.
 *
 * @source MLflow, "REST API", registered models, model versions and webhooks.
 */
export function createRegistryCalls(parts: RegistryCallParts): readonly MlflowCall[] {
  const { registry, tracking } = parts;
  return [
    ...registeredModelCalls(registry),
    ...modelVersionCalls({
      registry,
      artifactUriOf: async (runId) => (await tracking.runs.find(runId))?.artifactUri,
      async findLoggedModel(modelId) {
        const found = await tracking.models.find(modelId);
        return found && { artifactUri: found.artifactUri, runId: found.sourceRunId || undefined };
      },
    }),
    ...webhookCalls(parts),
  ];
}
