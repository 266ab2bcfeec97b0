import { hostname } from 'node:os';
import { type ModelName, toAppError } from '@kaizenml/contracts';
import { instant, isProcessAlive, processMark } from '../kit/index.ts';
import { beginDue } from './begin-due.ts';
import { createBeginByFormer } from './beginning/begin-by-former.ts';
import { createLabelCount } from './beginning/label-count.ts';
import { compare } from './comparing/compare.ts';
import type { RetrainerDeps, TableDeps } from './deps.ts';
import { gather } from './history/gather.ts';
import { noteStep } from './note-step.ts';
import { failed, type StepOutcome } from './outcome.ts';
import { approve } from './release/approve.ts';
import { isRolloutIdle, rollOut } from './release/roll-out.ts';
import { stepAfter, withOutcome } from './steps.ts';
import { stopWork } from './stop-work.ts';
import type { RetrainingHolder, RetrainingRecord, RetrainingStep } from './store.ts';
import { isTrainReady, train } from './training/train.ts';
import { areUnderstudiesIdle, trainUnderstudies } from './understudies/train-understudies.ts';

/** Looks after the retrainings of a home. Several processes may do so: the store lets one of them make each step. */
export interface Retrainer {
  /** Begins what is due, and takes every retraining as far as it goes now. Never rejects; looks do not overlap. */
  look(): Promise<void>;
  /** Ends the looks. */
  close(): Promise<void>;
}

type StepName = RetrainingStep['name'];

/** Steps that read tables: they may be done in a process of their own. */
const TABLE_STEPS: {
  readonly [Name in StepName]?: (deps: TableDeps, record: RetrainingRecord) => Promise<StepOutcome>;
} = { gather, compare };

interface LightStep {
  /** Does it, or as much of it as can be done now. */
  readonly take: (deps: RetrainerDeps, record: RetrainingRecord) => Promise<StepOutcome>;
  /** Whether there is something to do. Default: there is. */
  readonly isReady?: (deps: RetrainerDeps, record: RetrainingRecord) => Promise<boolean>;
}

const LIGHT_STEPS: { readonly [Name in StepName]?: LightStep } = {
  train: { take: train, isReady: isTrainReady },
  approve: { take: approve },
  'roll-out': { take: rollOut, isReady: isRolloutIdle },
  understudies: { take: trainUnderstudies, isReady: areUnderstudiesIdle },
};

/** Failures that go away by themselves: the step is tried again. */
const PASSING: ReadonlySet<string> = new Set([
  'DISK_FULL',
  'HOME_NOT_WRITABLE',
  'STORE_BUSY',
  'STORE_UNREACHABLE',
  'HOME_BUSY',
  'INTERNAL',
]);

/** Another machine that holds a retraining is taken to be gone after this time without a sign. */
const FORGOTTEN_MS = 30 * 60_000;

export function createRetrainer(deps: RetrainerDeps): Retrainer {
  const { store, log } = deps;
  const countNewLabels = createLabelCount(deps);
  const beginByFormer = createBeginByFormer(deps);
  const told = new Map<ModelName, string>();
  let looking: Promise<void> | undefined;
  let isClosed = false;
  const look = async (): Promise<void> => {
    await beginDue({ ...deps, countNewLabels, beginByFormer, told });
    for (const record of await store.retrainings.open()) {
      if (isClosed) return;
      await goOn(deps, record).catch((thrown: unknown) =>
        log.error('a retraining could not go on', { retraining: record.id, thrown }),
      );
    }
  };
  return {
    look() {
      looking ??= look()
        .catch((thrown: unknown) => log.error('retrainings could not be looked after', { thrown }))
        .finally(() => {
          looking = undefined;
        });
      return looking;
    },
    async close() {
      isClosed = true;
      await looking;
    },
  };
}

/** Takes steps until one waits, or another process holds it. */
async function goOn(deps: RetrainerDeps, begun: RetrainingRecord): Promise<void> {
  let record: RetrainingRecord | undefined = begun;
  while (record !== undefined && isFree(record, deps.clock.now())) {
    const name = stepAfter(record.steps);
    const light = LIGHT_STEPS[name];
    if (light === undefined) {
      if (deps.doElsewhere !== undefined) return await deps.doElsewhere(record.id);
      record = await readTables(deps, record);
    } else {
      if (light.isReady !== undefined && !(await light.isReady(deps, record))) return;
      record = await takeStep(deps, record, (held) => light.take(deps, held));
    }
  }
}

/**
 * Takes the steps of a retraining that read tables, as long as one follows the other.
 *
 * @returns It as it stands then; undefined where it cannot go on now, or another process was quicker.
 */
export async function readTables(
  deps: TableDeps & Pick<RetrainerDeps, 'log'>,
  begun: RetrainingRecord,
): Promise<RetrainingRecord | undefined> {
  let record: RetrainingRecord | undefined = begun;
  while (record !== undefined && isFree(record, deps.clock.now())) {
    const take = TABLE_STEPS[stepAfter(record.steps)];
    if (take === undefined) return record;
    record = await takeStep(deps, record, (held) => take(deps, held));
  }
  return record;
}

/** @returns The retraining after the step; undefined where it waits or another process was quicker. */
async function takeStep(
  deps: TableDeps & Pick<RetrainerDeps, 'log'>,
  record: RetrainingRecord,
  take: (held: RetrainingRecord) => Promise<StepOutcome>,
): Promise<RetrainingRecord | undefined> {
  const held = await hold(deps, record, stepAfter(record.steps));
  if (held === undefined) return undefined;
  const outcome = await attempt(() => take(held));
  const said = withOutcome(held, outcome, instant(deps.clock));
  await noteStep(deps, held, said);
  const changed = await deps.store.retrainings.change(held, { ...said, holder: null });
  if (changed === undefined) {
    await endWhatBegan(deps, held);
    return undefined;
  }
  tell(deps, changed);
  return outcome.kind === 'wait' ? undefined : changed;
}

/** Notes that this process works on a step; undefined where another one was quicker. */
async function hold(
  { store, clock }: TableDeps,
  record: RetrainingRecord,
  name: StepName,
): Promise<RetrainingRecord | undefined> {
  const last = record.steps.at(-1);
  const begins = last?.name !== name || last.endedAt !== null;
  if (last === undefined) await noteStep({ store }, record, 'begun');
  const step: RetrainingStep = {
    ...{ name, status: 'running', startedAt: instant(clock), endedAt: null, message: '' },
  };
  return store.retrainings.change(record, {
    holder: ownHolder(),
    ...(begins && { steps: [...record.steps, step] }),
  });
}

/** Failures of the data end a retraining; those of the machine are thrown on, and tried again. */
async function attempt(work: () => Promise<StepOutcome>): Promise<StepOutcome> {
  try {
    return await work();
  } catch (thrown) {
    const { code, message } = toAppError(thrown);
    if (PASSING.has(code)) throw thrown;
    return failed(message);
  }
}

/** Somebody changed it while a step was done: what the step began is ended where the retraining is. */
async function endWhatBegan(deps: TableDeps, { id }: RetrainingRecord): Promise<void> {
  const now = await deps.store.retrainings.find(id);
  if (now?.status === 'stopped') await stopWork(deps, now);
}

function ownHolder(): RetrainingHolder {
  return { pid: process.pid, host: hostname(), mark: processMark(process.pid) ?? null };
}

/** Whether it goes on, and no other process that lives works on it. */
function isFree({ holder, updatedAt, endedAt }: RetrainingRecord, nowMs: number): boolean {
  if (endedAt !== null) return false;
  if (holder === null) return true;
  if (holder.host !== hostname()) return Date.parse(updatedAt) <= nowMs - FORGOTTEN_MS;
  return holder.pid === process.pid || !isProcessAlive(holder.pid, holder.mark ?? undefined);
}

function tell({ log }: Pick<RetrainerDeps, 'log'>, record: RetrainingRecord): void {
  if (record.endedAt === null) return;
  const { id, endpoint, status, reason } = record;
  const said = { endpoint, retraining: id, status, reason };
  if (status === 'failed') log.error('a retraining failed', said);
  else log.info('a retraining ended', said);
}
