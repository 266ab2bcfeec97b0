import { asId, invariant, type RunId } from '@kaizenml/contracts';
import { openFileArtifacts } from '../../artifacts/index.ts';
import { openHome, systemClock } from '../../kit/index.ts';
import { silentProgress } from '../../progress.ts';
import { readJournal } from '../../runs/index.ts';
import { openStore } from '../../storage/index.ts';
import { reasonOf } from '../step-runner.ts';
import { fromAsked } from './asked-training.ts';

/** Trains what a recorded run was asked for; how it ended stands in the store, whatever happens. */
export async function trainRecorded(
  {
    home: path,
    storeAddress,
    id,
  }: { readonly home: string; readonly storeAddress: string | undefined; readonly id: string },
  signal: AbortSignal,
): Promise<void> {
  const clock = systemClock;
  const runId = asId<RunId>(id);
  const home = await openHome(path, { clock });
  const store = await openStore(home, { address: storeAddress, clock });
  try {
    const journal = await readJournal(home.path, runId);
    invariant(journal !== undefined, 'a run is recorded before its process is told of it');
    const artifacts = openFileArtifacts(home);
    const { runTask } = await import('../run-task.ts');
    const run = await store.runs.find(runId);
    const startedAt = run && Date.parse(run.startedAt);
    await runTask(
      { store, artifacts, clock, home: home.path },
      { ...fromAsked(journal.asked), startedAt, progress: silentProgress, signal, runId },
    );
  } catch (thrown) {
    const run = await store.runs.find(runId);
    if (run?.status === 'running')
      await store.runs.finish(runId, { status: 'failed', error: reasonOf(thrown) });
  } finally {
    await store.close();
  }
}
