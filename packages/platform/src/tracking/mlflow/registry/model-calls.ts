import type { ModelName } from '@kaizenml/contracts';
import {
  getRegistered,
  getRegisteredVersion,
  type RegisteredModel,
  type RegistryStore,
} from '../../../models/registry/index.ts';
import { type MlflowCall, NOTHING_TO_TELL } from '../call.ts';
import { findTexts, getText, readPage } from '../fields.ts';
import type { Message } from '../message.ts';
import { assertName } from '../names.ts';
import { pageBody } from '../page-body.ts';
import { refusal } from '../refusals.ts';
import { readAlias } from './alias-name.ts';
import { modelBody, versionBody } from './bodies.ts';
import { readDescription } from './description.ts';
import { readModelName } from './model-name.ts';
import { readRegistrySearch } from './registry-search.ts';
import { readRegistryTag, readRegistryTags } from './registry-tags.ts';
import { toStage } from './stage-of.ts';
import { readVersionAt } from './version-at.ts';

/** Models that a page has unless told otherwise, and at most. */
const PAGE = { fallback: 100, most: 1000 };
const OWNER = { owner: 'Registered model' } as const;

/** The calls about registered models and their aliases. */
export function registeredModelCalls(registry: RegistryStore): readonly MlflowCall[] {
  const bodyOf = async (model: RegisteredModel) => {
    const newest = await registry.newestPerStage([model.name]);
    return { registered_model: modelBody(model, newest.get(model.name) ?? []) };
  };
  const latestVersions = async (message: Message) => {
    const name = readModelName(message);
    const stages = new Set(findTexts(message, 'stages').map(toStage));
    await getRegistered(registry, name);
    const newest = (await registry.newestPerStage([name])).get(name) ?? [];
    const wanted = newest.filter(({ stage }) => stages.size === 0 || stages.has(stage));
    return wanted.length === 0 ? {} : { model_versions: wanted.map(versionBody) };
  };
  return [
    {
      ...{ verb: 'POST', path: 'registered-models/create', needs: 'write' },
      async answer(message, { who }) {
        const name = readModelName(message);
        const tags = readRegistryTags(message, OWNER);
        const description = readDescription(message);
        return bodyOf(
          await registry.createModel({ name, tags, description }, { by: 'person', who }),
        );
      },
    },
    {
      ...{ verb: 'GET', path: 'registered-models/get', needs: 'read' },
      answer: async (message) => bodyOf(await getRegistered(registry, readModelName(message))),
    },
    {
      ...{ verb: 'PATCH', path: 'registered-models/update', needs: 'write' },
      async answer(message, { who }) {
        const name = readModelName(message);
        const description = readDescription(message) ?? null;
        const reason = { by: 'person', who } as const;
        return bodyOf(await registry.describeModel(name, { description, reason }));
      },
    },
    {
      ...{ verb: 'POST', path: 'registered-models/rename', needs: 'admin' },
      async answer(message, { who }) {
        const name = readModelName(message);
        const to = readModelName(message, 'new_name');
        return bodyOf(await registry.renameModel(name, { to, reason: { by: 'person', who } }));
      },
    },
    {
      ...{ verb: 'DELETE', path: 'registered-models/delete', needs: 'admin' },
      async answer(message, { who }) {
        await registry.deleteModel(readModelName(message), { by: 'person', who });
        return NOTHING_TO_TELL;
      },
    },
    {
      ...{ verb: 'GET', path: 'registered-models/search', needs: 'read', lists: ['order_by'] },
      async answer(message) {
        const search = readRegistrySearch(message, 'models');
        const page = await registry.searchModels(search, readPage(message, PAGE));
        const names = page.items.map(({ name }) => name);
        const newest = await registry.newestPerStage(names);
        const toBody = (model: RegisteredModel) => modelBody(model, newest.get(model.name) ?? []);
        return pageBody(page, { name: 'registered_models', toBody });
      },
    },
    ...(['GET', 'POST'] as const).map((verb) => ({
      ...{ verb, path: 'registered-models/get-latest-versions', needs: 'read' as const },
      ...{ lists: ['stages'], answer: latestVersions },
    })),
    {
      ...{ verb: 'POST', path: 'registered-models/set-tag', needs: 'write' },
      async answer(message, { who }) {
        const { name } = await getRegistered(registry, readModelName(message));
        const [key, value] = readRegistryTag(message, OWNER);
        const tags = Object.fromEntries([[key, value]]);
        await registry.tagModel(name, { tags, reason: { by: 'person', who } });
        return NOTHING_TO_TELL;
      },
    },
    {
      ...{ verb: 'DELETE', path: 'registered-models/delete-tag', needs: 'write' },
      async answer(message, { who }) {
        const key = getText(message, 'key');
        assertName(key, 'key');
        const { name, tags } = await getRegistered(registry, readModelName(message));
        if (Object.hasOwn(tags, key)) {
          const reason = { by: 'person', who } as const;
          await registry.tagModel(name, { tags: Object.fromEntries([[key, null]]), reason });
        }
        return NOTHING_TO_TELL;
      },
    },
    ...aliasCalls(registry),
  ];
}

function aliasCalls(registry: RegistryStore): readonly MlflowCall[] {
  const path = 'registered-models/alias';
  return [
    {
      ...{ verb: 'POST', path, needs: 'approve' },
      async answer(message, { who }) {
        const alias = readAlias(message);
        const { name, version } = await getRegisteredVersion(registry, readVersionAt(message));
        await registry.setAlias(name, { alias, version, reason: { by: 'person', who } });
        return NOTHING_TO_TELL;
      },
    },
    {
      ...{ verb: 'DELETE', path, needs: 'approve' },
      async answer(message, { who }) {
        const alias = readAlias(message);
        const { name } = await getRegistered(registry, readModelName(message));
        await registry.deleteAlias(name, { alias, reason: { by: 'person', who } });
        return NOTHING_TO_TELL;
      },
    },
    {
      ...{ verb: 'GET', path, needs: 'read' },
      async answer(message) {
        const alias = readAlias(message);
        const { name, aliases } = await getRegistered(registry, readModelName(message));
        const version = Object.hasOwn(aliases, alias) ? aliases[alias] : undefined;
        if (version === undefined) throw aliasNotFound(name, alias);
        return {
          model_version: versionBody(await getRegisteredVersion(registry, { name, version })),
        };
      },
    },
  ];
}

function aliasNotFound(name: ModelName, alias: string) {
  return refusal(`Registered model alias ${alias} not found.`, { name, alias });
}
