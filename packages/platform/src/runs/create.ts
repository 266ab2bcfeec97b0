import { AppError } from '@kaizenml/contracts';
import type { Operations } from '@kaizenml/contracts/operations';
import type { MachineHandler } from '../at-machine.ts';
import { type Clock, loginName } from '../kit/index.ts';
import type { TrackedExperiment, TrackedExperiments, TrackingStore } from '../tracking/store.ts';
import { PARENT, toStatus } from './tracked.ts';

/** What runs are created with. */
export interface CreateRunDeps {
  readonly tracking: Pick<TrackingStore, 'experiments' | 'runs'>;
  readonly clock: Clock;
  readonly nextId: () => string;
}

/** Writes down that a run has begun. Asking again with the same id gives the run that is there. */
export const createRun =
  ({ tracking, clock, nextId }: CreateRunDeps): MachineHandler<Operations['runs']['create']> =>
  async ({ experiment: name, id = nextId(), parent, ...given }, machine, asked) => {
    const experiment = await ensureExperiment(tracking.experiments, name);
    const findAgain = async () => {
      const known = await tracking.runs.find(id);
      return known?.experimentId === experiment.id ? known : undefined;
    };
    const { startedAt, tags } = given;
    const run =
      (await findAgain()) ??
      (await tracking.runs
        .create({
          ...{ id, experimentId: experiment.id, name: given.name ?? id },
          user: given.user ?? asked?.caller?.id ?? (machine && loginName()) ?? '',
          startedAtMs: startedAt === undefined ? clock.now() : Date.parse(startedAt),
          tags: parent === undefined ? tags : { ...tags, [PARENT]: parent },
        })
        .catch(async (thrown) => {
          const made = isExisting(thrown) ? await findAgain() : undefined;
          if (made === undefined) throw thrown;
          return made;
        }));
    return { id, experiment: name, status: toStatus(run.status) };
  };

function isExisting(thrown: unknown): boolean {
  return (
    thrown instanceof AppError &&
    (thrown.code === 'RUN_EXISTS' || thrown.code === 'EXPERIMENT_EXISTS')
  );
}

async function ensureExperiment(
  experiments: TrackedExperiments,
  name: string,
): Promise<TrackedExperiment> {
  const found = await experiments.findByName(name);
  if (found !== undefined) return found;
  try {
    return await experiments.create({ name });
  } catch (thrown) {
    const made = await experiments.findByName(name);
    if (!isExisting(thrown) || made === undefined) throw thrown;
    return made;
  }
}
