export { getRegistered, getRegisteredVersion } from './get-registered.ts';
export { guardRegistry } from './guard-registry.ts';
export { type ModelOrVersion, parseModelOrVersion } from './model-or-version.ts';
export { ACTIVE_STAGES, findStage, STAGES, type Stage } from './stage.ts';
export type {
  ModelStanding,
  NewRegisteredVersion,
  RegisteredModel,
  RegisteredVersion,
  RegistrationStatus,
  RegistrySearch,
  RegistryStore,
  Removed,
  VersionAt,
} from './store.ts';
