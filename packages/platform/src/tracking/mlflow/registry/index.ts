import type { MlflowCall } from '../call.ts';
import { registeredModelCalls } from './model-calls.ts';
import { modelVersionCalls, type VersionCallParts } from './version-calls.ts';

/** Every call of the model registry. */
export function registryCalls(parts: VersionCallParts): readonly MlflowCall[] {
  return [...registeredModelCalls(parts.registry), ...modelVersionCalls(parts)];
}
