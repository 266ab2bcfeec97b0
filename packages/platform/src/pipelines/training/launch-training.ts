import { AppError, listNames } from '@kaizenml/contracts';
import { silentProgress } from '../../progress.ts';
import { assertAsked } from '../assert-asked.ts';
import { findSource, type RunDeps, recordRun, TRAIN } from '../in-run.ts';
import type { AskedTraining } from './asked-training.ts';
import { spawnTraining } from './spawn-training.ts';

/** Runs of one home at once; each uses every core. */
const MOST_AT_ONCE = 2;

/** A run that a process of its own works on. */
export interface Launched {
  readonly id: string;
  readonly name: string;
}

/** Begins training runs, one after the other, so that their number is counted right. */
export type Launch = (
  asked: AskedTraining,
  tags?: Readonly<Record<string, string>>,
) => Promise<Launched>;

/** A launcher for one home. */
export function createLaunch(deps: RunDeps): Launch {
  let before: Promise<unknown> = Promise.resolve();
  return (asked, tags = {}) => {
    const launched = before.then(() => launchTraining(deps, asked, tags));
    before = launched.catch(() => undefined);
    return launched;
  };
}

/**
 * Records a run and gives it to a process of its own.
 *
 * @throws RUNS_BUSY, DATASET_NOT_FOUND, COLUMN_UNKNOWN, PROJECT_INVALID, and every code of opening a file
 */
async function launchTraining(
  deps: RunDeps,
  asked: AskedTraining,
  tags: Readonly<Record<string, string>>,
): Promise<Launched> {
  await assertFree(deps);
  const { signal } = new AbortController();
  const request = { ...asked, progress: silentProgress, signal };
  const source = await findSource(deps, request);
  if (source.version !== undefined) {
    assertAsked(
      asked.project,
      source.version.columns.map(({ name }) => name),
    );
  }
  const waiting = await spawnTraining(deps);
  try {
    const id = await recordRun(deps, request, {
      source,
      pid: waiting.pid,
      pipeline: TRAIN,
      tags,
    });
    waiting.begin(id);
    return { id, name: (await deps.store.runs.find(id))?.name ?? id };
  } catch (thrown) {
    waiting.dismiss();
    throw thrown;
  }
}

/** @throws RUNS_BUSY */
async function assertFree({ store }: RunDeps): Promise<void> {
  const { items } = await store.runs.list({ status: 'running' }, { limit: MOST_AT_ONCE });
  if (items.length < MOST_AT_ONCE) return;
  const names = items.map(({ name }) => `"${name}"`);
  throw new AppError('RUNS_BUSY', {
    message: `At most ${MOST_AT_ONCE} runs train at once, got ${items.length} that are under way: ${listNames(names)}.`,
    hint: `Wait for one to end, or stop one with \`kaizen runs stop ${items[0]?.id}\`.`,
    details: { most: MOST_AT_ONCE, running: items.map(({ id }) => id) },
  });
}
