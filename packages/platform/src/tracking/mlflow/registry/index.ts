import type { MlflowCall } from '../call.ts';
import { registeredModelCalls } from './model-calls.ts';
import { modelVersionCalls, type VersionCallParts } from './version-calls.ts';
import { type WebhookCallParts, webhookCalls } from './webhook-calls.ts';

/** What the calls of the registry stand on. */
export interface RegistryCallParts extends VersionCallParts, WebhookCallParts {}

/**
 * Every call of the model registry and its webhooks.
 *
 * @source MLflow, "REST API", registered models, model versions and webhooks.
 */
export function createRegistryCalls(parts: RegistryCallParts): readonly MlflowCall[] {
  return [
    ...registeredModelCalls(parts.registry),
    ...modelVersionCalls(parts),
    ...webhookCalls(parts),
  ];
}
