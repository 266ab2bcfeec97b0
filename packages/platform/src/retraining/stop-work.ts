import { hostname } from 'node:os';
import { errnoOf, isProcessAlive } from '../kit/index.ts';
import { readJournal } from '../runs/index.ts';
import type { TableDeps } from './deps.ts';
import type { RetrainingRecord } from './store.ts';
import { runsOf } from './training/runs-of.ts';
import { takeBack } from './understudies/take-back.ts';

/** Ends what a retraining that was stopped has under way: its training, and its rollout, which is rolled back. */
export async function stopWork(
  { store, home }: Pick<TableDeps, 'store' | 'home'>,
  record: RetrainingRecord,
): Promise<void> {
  for (const { id, status } of await runsOf(store.runs, record, { isOfAny: true })) {
    if (status !== 'running') continue;
    const process = (await readJournal(home, id))?.process;
    if (process?.host === hostname() && isProcessAlive(process.pid, process.mark ?? undefined))
      ask(process.pid);
  }
  const { rollout } = record.facts;
  const found = rollout === undefined ? undefined : await store.rollouts.find(rollout);
  if (found !== undefined) await takeBack(store, found, `Retraining "${record.id}" was stopped.`);
}

/** Asks a training to end; what it has finished is kept. */
function ask(pid: number): void {
  try {
    process.kill(pid, 'SIGTERM');
  } catch (thrown) {
    if (errnoOf(thrown) !== 'ESRCH') throw thrown;
  }
}
