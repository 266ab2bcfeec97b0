import { asId, type ModelName } from '@kaizenml/contracts';
import {
  ACTIVE_STAGES,
  getRegistered,
  getRegisteredVersion,
  type RegisteredVersion,
  type RegistryStore,
  STAGES,
  type VersionAt,
} from '../../../models/registry/index.ts';
import { type MlflowCall, NOTHING_TO_TELL } from '../call.ts';
import { findText, getText, readPage } from '../fields.ts';
import type { Message } from '../message.ts';
import { assertName } from '../names.ts';
import { pageBody } from '../page-body.ts';
import { invalidValue, refusal } from '../refusals.ts';
import { filesUriOf, versionBody } from './bodies.ts';
import { readDescription } from './description.ts';
import { readModelName } from './model-name.ts';
import { readRegistrySearch } from './registry-search.ts';
import { readRegistryTag, readRegistryTags } from './registry-tags.ts';
import { assertSource, parseModelUri } from './source.ts';
import { toStage } from './stage-of.ts';
import { readVersionAt } from './version-at.ts';

/** Versions that a page has unless told otherwise, and at most. */
const PAGE = { fallback: 200_000, most: 200_000 };
const OWNER = { owner: 'Model version' } as const;

/** What the calls about versions stand on. */
export interface VersionCallParts {
  readonly registry: RegistryStore;
  /** Where the files of a run are; undefined for an id that no run has. */
  readonly artifactUriOf: (runId: string) => Promise<string | undefined>;
  /** Where the files of a logged model are, and the run that it is of; undefined for an id that none has. */
  readonly findLoggedModel: (
    modelId: string,
  ) => Promise<{ readonly artifactUri: string; readonly runId: string | undefined } | undefined>;
}

/** The calls about versions of registered models. */
export function modelVersionCalls(parts: VersionCallParts): readonly MlflowCall[] {
  const { registry } = parts;
  const get = (message: Message): Promise<RegisteredVersion> =>
    getRegisteredVersion(registry, readVersionAt(message));
  const bodyOf = (version: RegisteredVersion) => ({ model_version: versionBody(version) });
  return [
    {
      ...{ verb: 'POST', path: 'model-versions/create', needs: 'write' },
      async answer(message, { who }) {
        const name = readModelName(message);
        const source = getText(message, 'source');
        const tags = readRegistryTags(message, OWNER);
        const runId = filled(message, 'run_id');
        const modelId = filled(message, 'model_id');
        await getRegistered(registry, name);
        const origin = await findOrigin(parts, source);
        await assertOwned(parts, { source, runId, modelId });
        const version = await registry.createVersion(
          {
            ...{ name, source, tags, modelId, ...origin, runId: runId ?? origin.runId },
            ...{ runLink: filled(message, 'run_link'), description: readDescription(message) },
          },
          { by: 'person', who },
        );
        return bodyOf(version);
      },
    },
    {
      ...{ verb: 'GET', path: 'model-versions/get', needs: 'read' },
      answer: async (message) => bodyOf(await get(message)),
    },
    {
      ...{ verb: 'PATCH', path: 'model-versions/update', needs: 'write' },
      async answer(message, { who }) {
        const version = await get(message);
        const description = readDescription(message) ?? null;
        const reason = { by: 'person', who } as const;
        return bodyOf(await registry.describeVersion(version, { description, reason }));
      },
    },
    {
      ...{ verb: 'POST', path: 'model-versions/transition-stage', needs: 'approve' },
      async answer(message, { who }) {
        const at = readVersionAt(message);
        const asked = getText(message, 'stage');
        const stage = toStage(asked);
        const archivesOthers = readFlag(message, 'archive_existing_versions');
        if (archivesOthers && !ACTIVE_STAGES.includes(stage)) throw cannotArchive(asked);
        const version = await getRegisteredVersion(registry, at);
        const reason = { by: 'person', who } as const;
        return bodyOf(await registry.setStage(version, { stage, archivesOthers, reason }));
      },
    },
    {
      ...{ verb: 'DELETE', path: 'model-versions/delete', needs: 'admin' },
      async answer(message, { who }) {
        await registry.deleteVersion(await get(message), { by: 'person', who });
        return NOTHING_TO_TELL;
      },
    },
    {
      ...{ verb: 'GET', path: 'model-versions/search', needs: 'read', lists: ['order_by'] },
      async answer(message) {
        const search = readRegistrySearch(message, 'versions');
        const page = await registry.searchVersions(search, readPage(message, PAGE));
        return pageBody(page, { name: 'model_versions', toBody: versionBody });
      },
    },
    {
      ...{ verb: 'GET', path: 'model-versions/get-download-uri', needs: 'read' },
      async answer(message) {
        return { artifact_uri: filesUriOf(await get(message)) };
      },
    },
    {
      ...{ verb: 'POST', path: 'model-versions/set-tag', needs: 'write' },
      async answer(message, { who }) {
        const version = await get(message);
        const [key, value] = readRegistryTag(message, OWNER);
        const tags = Object.fromEntries([[key, value]]);
        await registry.tagVersion(version, { tags, reason: { by: 'person', who } });
        return NOTHING_TO_TELL;
      },
    },
    {
      ...{ verb: 'DELETE', path: 'model-versions/delete-tag', needs: 'write' },
      async answer(message, { who }) {
        const key = getText(message, 'key');
        assertName(key, 'key');
        const version = await get(message);
        if (Object.hasOwn(version.tags, key)) {
          const reason = { by: 'person', who } as const;
          await registry.tagVersion(version, { tags: Object.fromEntries([[key, null]]), reason });
        }
        return NOTHING_TO_TELL;
      },
    },
  ];
}

/** What a new version is made of, where its source is in this registry. */
interface Origin {
  readonly location?: string;
  readonly copyOf?: VersionAt;
  readonly runId?: string | undefined;
}

async function findOrigin(parts: VersionCallParts, source: string): Promise<Origin> {
  const uri = parseModelUri(source);
  if (uri === undefined) return {};
  if (uri.kind === 'logged') {
    const found = await parts.findLoggedModel(uri.modelId);
    if (found === undefined) throw noSuchSource(source);
    return { location: found.artifactUri, runId: found.runId };
  }
  const at = await versionOf(parts.registry, uri, asId<ModelName>(uri.name));
  const version = at && (await parts.registry.findVersion(at));
  if (version === undefined) throw noSuchSource(source);
  const { name, version: number, runId } = version;
  return {
    location: filesUriOf(version),
    copyOf: { name, version: number },
    ...(runId === null ? {} : { runId }),
  };
}

async function versionOf(
  registry: RegistryStore,
  uri: Exclude<NonNullable<ReturnType<typeof parseModelUri>>, { readonly kind: 'logged' }>,
  name: ModelName,
): Promise<VersionAt | undefined> {
  if (uri.kind === 'version') return { name, version: uri.version };
  if (uri.kind === 'alias') {
    const version = (await registry.findModel(name))?.aliases[uri.alias];
    return version === undefined ? undefined : { name, version };
  }
  const newest = (await registry.newestPerStage([name])).get(name) ?? [];
  const isLatest = uri.word.toLowerCase() === 'latest';
  const stage = STAGES.find((each) => each.toLowerCase() === uri.word.toLowerCase());
  return newest
    .filter((each) => isLatest || each.stage === stage)
    .reduce<RegisteredVersion | undefined>(
      (best, each) => (best === undefined || each.version > best.version ? each : best),
      undefined,
    );
}

/** A local path is taken where it is inside the files of the run or logged model that it is said to be of. */
async function assertOwned(
  { artifactUriOf, findLoggedModel }: VersionCallParts,
  asked: {
    readonly source: string;
    readonly runId: string | undefined;
    readonly modelId: string | undefined;
  },
): Promise<void> {
  const { source, runId, modelId } = asked;
  const roots = [
    runId === undefined ? undefined : await artifactUriOf(runId),
    modelId === undefined ? undefined : (await findLoggedModel(modelId))?.artifactUri,
  ];
  const hasOwner = roots.some(
    (root) => root !== undefined && (source === root || source.startsWith(`${root}/`)),
  );
  assertSource(source, { hasOwner });
}

function filled(message: Message, name: string): string | undefined {
  const text = findText(message, name);
  return text === '' ? undefined : text;
}

function readFlag(message: Message, name: string): boolean {
  const value = message[name];
  if (value === undefined || value === null || value === 'false') return false;
  if (typeof value === 'boolean') return value;
  if (value === 'true') return true;
  throw invalidValue(name, value);
}

function noSuchSource(source: string) {
  return refusal(`Unable to fetch model from model URI source artifact location '${source}'.`, {
    source,
  });
}

function cannotArchive(stage: string) {
  return refusal(
    `Model version transition cannot archive existing model versions because '${stage}' is not an Active stage. Valid stages are ${ACTIVE_STAGES.join(', ')}`,
    { stage, active: ACTIVE_STAGES },
  );
}
