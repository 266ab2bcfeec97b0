import type { LoggedModel, LoggedModels } from '../store.ts';
import { type MlflowCall, NOTHING_TO_TELL } from './call.ts';
import { findList, findText, findWord, getText, readPage } from './fields.ts';
import { LIMITS } from './limits.ts';
import { loggedModelBody, MODEL_STATUSES } from './logged-model-body.ts';
import type { Message } from './message.ts';
import { loggedModelNotFound, tagNotFound } from './not-found.ts';
import { pageBody } from './page-body.ts';
import { readParams, readTags } from './pairs.ts';
import { invalidValue, missingValue } from './refusals.ts';
import { nameRun } from './run-name.ts';
import { readModelSearch } from './searches.ts';

/** Models that a page has unless told otherwise. */
const PAGE = { fallback: 50, most: LIMITS.loggedModels };
const UNNAMEABLE = /[/:.%"']/;

/** The calls about models that clients log beside runs. @param parts `nextId` is what names are made of. */
export function loggedModelCalls({
  models,
  nextId,
}: {
  readonly models: LoggedModels;
  readonly nextId: () => string;
}): readonly MlflowCall[] {
  const get = async (id: string): Promise<LoggedModel> => {
    const found = await models.find(id);
    if (found === undefined) throw loggedModelNotFound(id);
    return found;
  };
  const path = 'logged-models/:model_id';
  return [
    {
      verb: 'POST',
      path: 'logged-models',
      needs: 'write',
      async answer(message) {
        const model = await models.create({
          experimentId: getText(message, 'experiment_id'),
          name: readName(message) ?? nameRun(nextId()),
          type: findText(message, 'model_type') ?? '',
          sourceRunId: findText(message, 'source_run_id') || null,
          params: readParams(findList(message, 'params')),
          tags: readTags(findList(message, 'tags')),
        });
        return { model: loggedModelBody(model) };
      },
    },
    {
      verb: 'GET',
      path,
      needs: 'read',
      answer: async (message) => ({ model: loggedModelBody(await get(idOf(message))) }),
    },
    {
      verb: 'DELETE',
      path,
      needs: 'write',
      async answer(message) {
        await models.delete(idOf(message));
        return NOTHING_TO_TELL;
      },
    },
    {
      verb: 'PATCH',
      path,
      needs: 'write',
      async answer(message) {
        const status = findWord(message, 'status', { words: MODEL_STATUSES });
        if (status === undefined) throw missingValue('status');
        return { model: loggedModelBody(await models.setStatus(idOf(message), status)) };
      },
    },
    {
      verb: 'POST',
      path: 'logged-models/search',
      needs: 'read',
      async answer(message) {
        const found = await models.search(readModelSearch(message), readPage(message, PAGE));
        return pageBody(found, { name: 'models', toBody: loggedModelBody });
      },
    },
    {
      verb: 'PATCH',
      path: `${path}/tags`,
      needs: 'write',
      async answer(message) {
        await models.setTags(idOf(message), readTags(findList(message, 'tags')));
        return NOTHING_TO_TELL;
      },
    },
    {
      verb: 'DELETE',
      path: `${path}/tags/:tag_key`,
      needs: 'write',
      async answer(message) {
        const id = idOf(message);
        const key = getText(message, 'tag_key');
        const { tags } = await get(id);
        if (!Object.hasOwn(tags, key)) throw tagNotFound(key, { of: `model with ID ${id}` });
        await models.setTags(id, Object.fromEntries([[key, null]]));
        return NOTHING_TO_TELL;
      },
    },
    {
      verb: 'POST',
      path: `${path}/params`,
      needs: 'write',
      async answer(message) {
        await models.addParams(idOf(message), readParams(findList(message, 'params')));
        return NOTHING_TO_TELL;
      },
    },
  ];
}

function idOf(message: Message): string {
  return getText(message, 'model_id');
}

function readName(message: Message): string | undefined {
  const name = findText(message, 'name');
  if (name === undefined || name === '') return undefined;
  if (!UNNAMEABLE.test(name)) return name;
  throw invalidValue('name', name, {
    reason: `Invalid model name (${name}) provided. Model name must be a non-empty string and cannot contain the following characters: ('/', ':', '.', '%', '"', "'")`,
  });
}
