import { hostname } from 'node:os';
import { setTimeout } from 'node:timers/promises';
import { AppError } from '@kaizenml/contracts';
import type { Handler, Operations } from '@kaizenml/contracts/operations';
import { errnoOf, isProcessAlive } from '../../kit/index.ts';
import { getRun, type RunProcess, type RunRecord, readJournal } from '../../runs/index.ts';
import type { RunDeps } from '../in-run.ts';

/** What a process has time for after it was asked to end, milliseconds. */
const GRACE_MS = 4000;
const LOOK_EVERY_MS = 50;

/** Stops a run: its process is asked to end, and made to when it does not; what it has finished is kept either way. */
export const stopRun =
  (deps: RunDeps): Handler<Operations['runs']['stop']> =>
  async ({ id: given }) => {
    const { runs } = deps.store;
    const run = await getRun(runs, given);
    const { id } = run;
    if (run.status !== 'running') throw hasEnded(run);
    const { pid, mark } = await processOf(deps, run);
    const isThere = () => isProcessAlive(pid, mark ?? undefined);
    send(pid, 'SIGTERM');
    const isOver = async () => !isThere() || (await getRun(runs, id)).status !== 'running';
    for (let waited = 0; waited < GRACE_MS && !(await isOver()); waited += LOOK_EVERY_MS)
      await setTimeout(LOOK_EVERY_MS);
    if ((await getRun(runs, id)).status === 'running') send(pid, 'SIGKILL');
    while (!(await isOver())) await setTimeout(LOOK_EVERY_MS);
    if ((await getRun(runs, id)).status === 'killed')
      await runs.finish(id, {
        status: 'stopped',
        error: 'It was stopped; what was finished is kept.',
      });
    return { id, status: (await getRun(runs, id)).status };
  };

/** The process of a run, if it is one that may be ended. @throws RUN_OUT_OF_REACH */
async function processOf({ home }: RunDeps, { id }: RunRecord): Promise<RunProcess> {
  const found = (await readJournal(home, id))?.process;
  if (found === undefined)
    throw outOfReach(id, 'one that did not write down its process', 'End it where it was started.');
  if (found.host !== hostname())
    throw outOfReach(id, `one of the machine "${found.host}"`, 'Stop it on that machine.');
  if (found.pid === process.pid)
    throw outOfReach(id, 'one inside this very process', 'It ends with the program that runs it.');
  return found;
}

function send(pid: number, signal: 'SIGTERM' | 'SIGKILL'): void {
  try {
    process.kill(pid, signal);
  } catch (thrown) {
    if (errnoOf(thrown) !== 'ESRCH') throw thrown;
  }
}

function outOfReach(id: string, received: string, hint: string): AppError {
  return new AppError('RUN_OUT_OF_REACH', {
    message: `Run "${id}" must be the work of another process of this machine to be stopped, got ${received}.`,
    hint,
    details: { id },
  });
}

function hasEnded({ id, status, endedAt }: RunRecord): AppError {
  return new AppError('RUN_FINISHED', {
    message: `Run "${id}" must be running to be stopped, got status "${status}"${endedAt === null ? '' : ` since ${endedAt}`}.`,
    hint: `See it with \`kaizen runs show ${id}\`.`,
    details: { id, status, endedAt },
  });
}
