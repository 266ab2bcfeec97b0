import { AppError } from '@kaizenml/contracts';
import type { Lifecycle, TrackedExperiment, TrackingStore } from '../store.ts';
import { readArtifactLocation } from './artifact-location.ts';
import { type MlflowCall, NOTHING_TO_TELL } from './call.ts';
import { experimentBody } from './experiment-body.ts';
import { findList, findText, findTexts, getText, readPage } from './fields.ts';
import { isLonger } from './lengths.ts';
import { LIMITS } from './limits.ts';
import { isMessage, type Message } from './message.ts';
import { experimentNotFound, tagNotFound } from './not-found.ts';
import { pageBody } from './page-body.ts';
import { listField } from './pair-bodies.ts';
import { type Pair, readPair } from './pairs.ts';
import { invalidValue, refusal, tooLong } from './refusals.ts';
import { readExperimentSearch } from './searches.ts';

/** Experiments that a page has unless told otherwise. */
const PAGE = { fallback: 1000, most: LIMITS.results };

/** The calls about experiments. */
export function experimentCalls({
  experiments,
  runs,
}: Pick<TrackingStore, 'experiments' | 'runs'>): readonly MlflowCall[] {
  const get = async (id: string): Promise<TrackedExperiment> => {
    const found = await experiments.find(id);
    if (found === undefined) throw experimentNotFound(id);
    return found;
  };
  const getAs = async (id: string, lifecycle: Lifecycle): Promise<TrackedExperiment> => {
    const found = await get(id);
    if (found.lifecycle !== lifecycle) throw experimentNotFound(id);
    return found;
  };
  const getChangeable = async (id: string): Promise<TrackedExperiment> => {
    const found = await get(id);
    if (found.lifecycle !== 'active') throw notActive(found);
    return found;
  };
  const search = async (message: Message) => {
    const found = await experiments.search(readExperimentSearch(message), readPage(message, PAGE));
    return pageBody(found, { name: 'experiments', toBody: experimentBody });
  };
  const datasets = async (message: Message) => {
    const summaries = await runs.datasetsOf(readExperimentIds(message));
    return listField(
      'dataset_summaries',
      summaries.map(({ experimentId, name, digest, context }) => ({
        ...{ experiment_id: experimentId, name, digest },
        ...(context === null ? {} : { context }),
      })),
    );
  };
  return [
    {
      verb: 'POST',
      path: 'experiments/create',
      needs: 'write',
      async answer(message) {
        const name = readExperimentName(message, 'name');
        const artifactLocation = readArtifactLocation(message);
        const tags = Object.fromEntries(
          findList(message, 'tags').map((tag, i) => readTag(tag, `tags[${i}].`)),
        );
        const { id } = await experiments.create({ name, artifactLocation, tags });
        return { experiment_id: id };
      },
    },
    {
      verb: 'GET',
      path: 'experiments/get',
      needs: 'read',
      answer: async (message) => ({
        experiment: experimentBody(await get(getText(message, 'experiment_id'))),
      }),
    },
    {
      verb: 'GET',
      path: 'experiments/get-by-name',
      needs: 'read',
      async answer(message) {
        const name = getText(message, 'experiment_name');
        const found = await experiments.findByName(name);
        if (found === undefined) throw nameNotFound(name);
        return { experiment: experimentBody(found) };
      },
    },
    { verb: 'POST', path: 'experiments/search', needs: 'read', answer: search },
    { verb: 'GET', path: 'experiments/search', needs: 'read', lists: ['order_by'], answer: search },
    {
      verb: 'POST',
      path: 'experiments/update',
      needs: 'write',
      async answer(message) {
        const id = getText(message, 'experiment_id');
        const name = readExperimentName(message, 'new_name');
        const { lifecycle } = await get(id);
        if (lifecycle !== 'active') throw refusal('Cannot rename a non-active experiment.', { id });
        await experiments.rename(id, name);
        return NOTHING_TO_TELL;
      },
    },
    {
      verb: 'POST',
      path: 'experiments/delete',
      needs: 'write',
      async answer(message) {
        const { id } = await getAs(getText(message, 'experiment_id'), 'active');
        await experiments.setLifecycle(id, 'deleted');
        return NOTHING_TO_TELL;
      },
    },
    {
      verb: 'POST',
      path: 'experiments/restore',
      needs: 'write',
      async answer(message) {
        const { id } = await getAs(getText(message, 'experiment_id'), 'deleted');
        await experiments.setLifecycle(id, 'active');
        return NOTHING_TO_TELL;
      },
    },
    {
      verb: 'POST',
      path: 'experiments/set-experiment-tag',
      needs: 'write',
      async answer(message) {
        const id = getText(message, 'experiment_id');
        const [key, value] = readTag(message, '');
        await getChangeable(id);
        await experiments.setTags(id, Object.fromEntries([[key, value]]));
        return NOTHING_TO_TELL;
      },
    },
    {
      verb: 'POST',
      path: 'experiments/delete-experiment-tag',
      needs: 'write',
      async answer(message) {
        const id = getText(message, 'experiment_id');
        const key = getText(message, 'key');
        const { tags } = await getChangeable(id);
        if (!Object.hasOwn(tags, key)) throw tagNotFound(key, { of: `experiment with id ${id}` });
        await experiments.setTags(id, Object.fromEntries([[key, null]]));
        return NOTHING_TO_TELL;
      },
    },
    { verb: 'POST', path: 'experiments/search-datasets', needs: 'read', answer: datasets },
  ];
}

function readExperimentName(message: Message, field: string): string {
  const name = getText(message, field);
  if (!isLonger(name, LIMITS.experimentNameLength)) return name;
  throw invalidValue(field, name, {
    reason: `Experiment name exceeds the maximum length of ${LIMITS.experimentNameLength} characters`,
  });
}

/** The tag of an experiment; unlike that of a run it is never cut. @throws REQUEST_INVALID */
function readTag(tag: unknown, within: string): Pair {
  if (!isMessage(tag)) throw invalidValue('tags', [tag]);
  const { experimentTagLength: limit } = LIMITS;
  const value = findText(tag, 'value', { within });
  if (value !== undefined && isLonger(value, limit)) throw tooLong('Tag value', value, { limit });
  return readPair(tag, { within, mostLength: limit });
}

function readExperimentIds(message: Message): readonly string[] {
  const ids = findTexts(message, 'experiment_ids');
  if (ids.length === 0)
    throw refusal('SearchDatasets request must specify at least one experiment_id.');
  if (ids.length > LIMITS.datasetExperiments)
    throw refusal(
      `SearchDatasets request cannot specify more than ${LIMITS.datasetExperiments} experiment_ids. Received ${ids.length} experiment_ids.`,
      { n: ids.length, limit: LIMITS.datasetExperiments },
    );
  return ids;
}

function nameNotFound(name: string): AppError {
  return new AppError('EXPERIMENT_NOT_FOUND', {
    message: `Experiment "${name}" does not exist.`,
    hint: 'See the names with `kaizen experiments list`.',
    details: { name },
  });
}

function notActive({ id, lifecycle }: TrackedExperiment): AppError {
  return new AppError('EXPERIMENT_STATE', {
    message: `Experiment "${id}" must be active, it was ${lifecycle}.`,
    hint: 'Restore it first.',
    details: { id, wanted: 'active', lifecycle },
  });
}
