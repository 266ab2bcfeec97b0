import type {
  RegisteredModel,
  RegisteredVersion,
  RegistrationStatus,
} from '../../../models/registry/index.ts';
import { listField, pairBodies } from '../pair-bodies.ts';

const STATUS: Readonly<Record<RegistrationStatus, string>> = {
  pending: 'PENDING_REGISTRATION',
  ready: 'READY',
  failed: 'FAILED_REGISTRATION',
};

/** A registered model as the protocol tells it. @param newest Its newest version of every stage. */
export function modelBody(model: RegisteredModel, newest: readonly RegisteredVersion[]): object {
  const aliases = Object.entries(model.aliases);
  return {
    name: model.name,
    creation_timestamp: Date.parse(model.createdAt),
    last_updated_timestamp: Date.parse(model.updatedAt),
    ...optional('user_id', model.user),
    ...optional('description', model.description),
    ...listField('latest_versions', newest.map(versionBody)),
    ...listField('tags', pairBodies(model.tags)),
    ...listField(
      'aliases',
      aliases.map(([alias, version]) => ({ alias, version: String(version) })),
    ),
  };
}

/** A version as the protocol tells it. */
export function versionBody(version: RegisteredVersion): object {
  return {
    name: version.name,
    version: String(version.version),
    creation_timestamp: Date.parse(version.createdAt),
    last_updated_timestamp: Date.parse(version.updatedAt),
    ...optional('user_id', version.user),
    current_stage: version.stage,
    ...optional('description', version.description),
    source: sourceOf(version),
    ...optional('run_id', version.runId),
    status: STATUS[version.status],
    ...optional('status_message', version.statusMessage),
    ...listField('tags', pairBodies(version.tags)),
    ...optional('run_link', version.runLink),
    ...(version.aliases.length === 0 ? {} : { aliases: [...version.aliases] }),
    ...optional('model_id', version.modelId),
  };
}

/** Where the files of a version are: of one that was packed here among the artifacts of its run. */
export function sourceOf({ source, runId }: RegisteredVersion): string {
  return source ?? (runId === null ? '' : `runs:/${runId}/model`);
}

/** Where the files of a version are to be found, also of one whose source names another version. */
export function filesUriOf(version: RegisteredVersion): string {
  return version.location ?? sourceOf(version);
}

function optional(name: string, value: string | null): object {
  return value === null || value === '' ? {} : { [name]: value };
}
