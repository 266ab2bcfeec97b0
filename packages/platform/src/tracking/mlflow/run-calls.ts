import { AppError } from '@kaizenml/contracts';
import type { Clock } from '../../kit/index.ts';
import type { TrackedRun, TrackedRuns } from '../store.ts';
import { type MlflowCall, NOTHING_TO_TELL } from './call.ts';
import { findList, findText, findWhole, findWord, getRunId, getText, readPage } from './fields.ts';
import { LIMITS } from './limits.ts';
import type { Message } from './message.ts';
import { runNotFound } from './not-found.ts';
import { pageBytes } from './page-bytes.ts';
import { readTags } from './pairs.ts';
import { refusal } from './refusals.ts';
import { RUN_STATUSES, runBody, runInfoBody } from './run-body.ts';
import { nameRun, RUN_NAME_TAG } from './run-name.ts';
import { readRunSearch } from './searches.ts';

/** Runs that a page has unless told otherwise. */
const PAGE = { fallback: 1000, most: LIMITS.results };
/** The experiment of who names none. */
const DEFAULT_EXPERIMENT = '0';
const USER_TAG = 'mlflow.user';

export interface RunCallParts {
  readonly runs: TrackedRuns;
  readonly clock: Clock;
  /** Ids of new runs. */
  readonly nextId: () => string;
}

/** The calls about runs as such: their beginning, state and end, and searches. */
export function runCalls({ runs, clock, nextId }: RunCallParts): readonly MlflowCall[] {
  return [
    {
      verb: 'POST',
      path: 'runs/create',
      needs: 'write',
      async answer(message) {
        const id = nextId();
        const tags = readTags(findList(message, 'tags'));
        const name = readName(message, tags[RUN_NAME_TAG]) ?? nameRun(id);
        const run = await runs.create({
          ...{ id, name },
          experimentId: findText(message, 'experiment_id') || DEFAULT_EXPERIMENT,
          user: findText(message, 'user_id') || (tags[USER_TAG] ?? ''),
          startedAtMs: findTime(message, 'start_time') ?? clock.now(),
          tags: { ...tags, [RUN_NAME_TAG]: name },
        });
        return { run: runBody(run) };
      },
    },
    {
      verb: 'GET',
      path: 'runs/get',
      needs: 'read',
      answer: async (message) => ({ run: runBody(await getRun(runs, getRunId(message))) }),
    },
    {
      verb: 'POST',
      path: 'runs/update',
      needs: 'write',
      async answer(message) {
        const id = getRunId(message);
        const status = findWord(message, 'status', { words: RUN_STATUSES });
        const endedAtMs = findTime(message, 'end_time');
        const name = findText(message, 'run_name') || undefined;
        const head = await runs.update(id, {
          ...(status === undefined ? {} : { status }),
          ...(endedAtMs === undefined ? {} : { endedAtMs }),
          ...(name === undefined ? {} : { name }),
        });
        if (name !== undefined) await runs.log(id, { tags: { [RUN_NAME_TAG]: name } });
        return { run_info: runInfoBody(head) };
      },
    },
    {
      verb: 'POST',
      path: 'runs/delete',
      needs: 'write',
      async answer(message) {
        await runs.setLifecycle(getText(message, 'run_id'), 'deleted');
        return NOTHING_TO_TELL;
      },
    },
    {
      verb: 'POST',
      path: 'runs/restore',
      needs: 'write',
      async answer(message) {
        await runs.setLifecycle(getText(message, 'run_id'), 'active');
        return NOTHING_TO_TELL;
      },
    },
    {
      verb: 'POST',
      path: 'runs/search',
      needs: 'read',
      async answer(message) {
        const found = await runs.search(readRunSearch(message), readPage(message, PAGE));
        return pageBytes(found, { name: 'runs', toBody: runBody });
      },
    },
  ];
}

/** A run by its id. @throws RUN_NOT_FOUND */
export async function getRun(runs: TrackedRuns, id: string): Promise<TrackedRun> {
  const run = await runs.find(id);
  if (run === undefined) throw runNotFound(id);
  return run;
}

/** A run that can be written. @throws RUN_NOT_FOUND, RUN_STATE */
export async function getActiveRun(runs: TrackedRuns, id: string): Promise<TrackedRun> {
  const run = await getRun(runs, id);
  const { lifecycle } = run;
  if (lifecycle === 'active') return run;
  throw new AppError('RUN_STATE', {
    message: `Run "${id}" must be active, it was ${lifecycle}.`,
    hint: 'Restore it first.',
    details: { id, wanted: 'active', lifecycle },
  });
}

function readName(message: Message, tag: string | undefined): string | undefined {
  const name = findText(message, 'run_name');
  if (name === undefined || name === '') return tag || undefined;
  if (tag === undefined || tag === '' || tag === name) return name;
  throw refusal(
    `Both 'run_name' argument and '${RUN_NAME_TAG}' tag are specified, but with different values (run_name='${name}', ${RUN_NAME_TAG}='${tag}').`,
    { name, tag },
  );
}

/** A moment, milliseconds since 1970; 0 stands for unset, as the protocol has it. */
function findTime(message: Message, name: string): number | undefined {
  return findWhole(message, name) || undefined;
}
