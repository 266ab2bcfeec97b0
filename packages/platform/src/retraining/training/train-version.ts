import { type AppError, toAppError } from '@kaizenml/contracts';
import { RetrainingSettings } from '@kaizenml/contracts/operations';
import type { OpenedModel } from '../../models/index.ts';
import { type AskedTraining, parseBudget } from '../../pipelines/index.ts';
import { findGates, type RunRecord } from '../../runs/index.ts';
import type { RetrainerDeps } from '../deps.ts';
import { AT } from '../history/compared-rows.ts';
import { type LearnedFrom, learnedFrom, TAGS } from '../history/learned-from.ts';
import { failed, rejected, type StepOutcome } from '../outcome.ts';
import type { Gathered, RetrainingRecord, RetrainingStart } from '../store.ts';
import { runsOf } from './runs-of.ts';

/** Runs that were killed are begun again so many times. */
const MOST_ATTEMPTS = 20;

/** What a run trains besides what the retraining says. */
export interface Purpose {
  /** Column that an understudy does without. Default: the challenger is meant. */
  readonly column?: string;
  /** Default: `over`. */
  readonly start?: RetrainingStart;
}

/** Whether there is something to do: no such run is under way. */
export async function isTrainingIdle(
  deps: Pick<RetrainerDeps, 'store'>,
  record: RetrainingRecord,
  purpose: Purpose,
): Promise<boolean> {
  const [newest] = await runsOf(deps.store.runs, record, { ...purpose, limit: 1 });
  return newest?.status !== 'running';
}

/** A version that a retraining has trained, or what came of trying. */
export type TrainedVersion =
  | StepOutcome
  | { readonly kind: 'version'; readonly version: number; readonly runs: readonly string[] };

/** Takes the training of a version as far as it goes now: finds the version that one of its runs registered, or begins a run. */
export async function trainVersion(
  deps: RetrainerDeps,
  record: RetrainingRecord,
  purpose: Purpose,
): Promise<TrainedVersion> {
  const { store, artifacts } = deps;
  const runs = await runsOf(store.runs, record, purpose);
  const ids = runs.map(({ id }) => id as string).toReversed();
  const [newest] = runs;
  if (newest === undefined) return await begin(deps, record, { purpose, ids });
  if (newest.status === 'running') return { kind: 'wait', message: `Run "${newest.id}" trains.` };
  // One that was killed after it registered its version has drawn no lineage yet: it is begun again, and finds the version there.
  if (newest.status === 'killed' && runs.length < MOST_ATTEMPTS)
    return await begin(deps, record, { purpose, ids });
  const versions = await store.models.versions(record.endpoint);
  const made = versions.find(({ runId }) => ids.includes(runId));
  if (made !== undefined) return { kind: 'version', version: made.version, runs: ids };
  if (newest.status === 'killed')
    return failed(`The training was killed ${runs.length} times; the last run is "${newest.id}".`);
  if (newest.status !== 'finished') return ended(newest);
  const gates = await findGates(artifacts, newest);
  return rejected(
    gates === null || gates.passed
      ? `Run "${newest.id}" registered no version.`
      : `It does not pass the gates of its project: ${gates.reasons.join(' ')}`,
    { runs: ids },
  );
}

function ended({ id, status, error }: RunRecord): StepOutcome {
  return failed(
    `Run "${id}" ${status === 'stopped' ? 'was stopped' : 'failed'}: ${error ?? status}`,
  );
}

async function begin(
  deps: RetrainerDeps,
  record: RetrainingRecord,
  { purpose, ids }: { readonly purpose: Purpose; readonly ids: readonly string[] },
): Promise<StepOutcome> {
  try {
    const { asked, tags } = await requestOf(deps, record, purpose);
    const { id } = await deps.launch(asked, tags);
    return {
      kind: 'wait',
      message: `Run "${id}" trains${ids.length === 0 ? '' : `, after ${ids.length} that were killed`}.`,
    };
  } catch (thrown) {
    const error: AppError = toAppError(thrown);
    if (error.code !== 'RUNS_BUSY') throw thrown;
    return { kind: 'wait', message: 'It waits for another training to end.' };
  }
}

/** What the run of a challenger, or of an understudy, is asked for: what made the champion, with the new history. */
async function requestOf(
  deps: RetrainerDeps,
  record: RetrainingRecord,
  { column, start = 'over' }: Purpose,
) {
  const { endpoint, id, facts } = record;
  const learned = await learnedFrom(deps, endpoint);
  const { asked: before, opened, learnedUntil, gatheredAt } = learned;
  const settings = (await deps.store.endpoints.find(endpoint))?.retraining;
  const { budget } = settings ?? RetrainingSettings.parse({});
  const { history = '', gathered } = facts;
  const { project } = before;
  const known = new Set(gathered?.history?.columns.map(({ name }) => name));
  const ignored = [...project.ignore, ...(gathered?.ignored ?? []), ...(column ? [column] : [])];
  const asked = {
    project: {
      ...project,
      ...{ name: endpoint, data: history },
      serving: { ...project.serving, schema: await schemaOf(deps, before, opened) },
      weights: gathered?.weights ?? undefined,
      ignore: [...new Set(ignored)].filter((name) => known.has(name)),
    },
    target: before.target,
    folder: deps.home,
    budgetMs: budget === undefined ? before.budgetMs : parseBudget(budget),
    dataset: history,
    accepts: sentColumns(opened),
    ...(start === 'fine-tune' && { tunes: tunesOf(learned, gathered) }),
    registers: column === undefined ? ('challenger' as const) : ('beside' as const),
  };
  const tags = {
    [TAGS.retraining]: id,
    [TAGS.learnedUntil]: gathered?.learnedUntil ?? learnedUntil,
    [TAGS.gatheredAt]: gathered?.gatheredAt ?? gatheredAt,
    ...(column !== undefined && { [TAGS.understudy]: column }),
    ...(start === 'fine-tune' && { [TAGS.start]: start }),
  };
  return { asked, tags };
}

/** What is kept, and which rows it has learned from: of a champion that is fine-tuned already, those of its base. */
function tunesOf(
  { asked, champion, learnedUntil }: LearnedFrom,
  gathered: Gathered | undefined,
): NonNullable<AskedTraining['tunes']> {
  const since = asked.tunes?.since ?? gathered?.knownUntil ?? learnedUntil;
  return { artifact: champion.artifact, column: AT, since };
}

/** Name of the schema that the champion checks rows against: that of its project, or of the dataset that it learned from. */
async function schemaOf(
  { store }: RetrainerDeps,
  { project }: AskedTraining,
  { model }: OpenedModel,
): Promise<string | undefined> {
  if (project.serving.schema !== undefined) return project.serving.schema;
  const name = project.name ?? model.manifest.lineage.datasetName;
  return (await store.schemas.find(name)) === undefined ? undefined : name;
}

/** Columns that callers send to the champion: the new version must not refuse them. */
function sentColumns({ model: { signature } }: OpenedModel): readonly string[] {
  return [...signature.inputs.map(({ name }) => name), ...(signature.ignores ?? [])];
}
