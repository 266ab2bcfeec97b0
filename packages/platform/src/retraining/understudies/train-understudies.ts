import { RetrainingSettings } from '@kaizenml/contracts/operations';
import { findChampion, openStoredModel } from '../../models/index.ts';
import { type RetrainerDeps, whoRetrains } from '../deps.ts';
import { TAGS } from '../history/learned-from.ts';
import type { StepOutcome } from '../outcome.ts';
import type { RetrainingRecord, Understudy } from '../store.ts';
import { isTrainingIdle, trainVersion } from '../training/train-version.ts';

/** Columns that `auto` stands for, the most important ones. */
const MOST_AUTO = 3;

/** Whether there is something to do: no run of an understudy is under way. */
export async function areUnderstudiesIdle(
  deps: RetrainerDeps,
  record: RetrainingRecord,
): Promise<boolean> {
  const column = await nextColumn(deps, record);
  return column === undefined || (await isTrainingIdle(deps, record, { column }));
}

/** Trains, one after the other, a version without each column that may break. One that cannot be trained is told and left out. */
export async function trainUnderstudies(
  deps: RetrainerDeps,
  record: RetrainingRecord,
): Promise<StepOutcome> {
  const { understudies = [] } = record.facts;
  const column = await nextColumn(deps, record);
  if (column === undefined) return { kind: 'done', message: sayReady(understudies) };
  const trained = await trainVersion(deps, record, { column });
  if (trained.kind === 'wait') return trained;
  if (trained.kind !== 'version') {
    const missing = { column, version: NOT_TRAINED };
    return {
      kind: 'on',
      message: `No version without "${column}": ${trained.message}`,
      facts: { understudies: [...understudies, missing] },
    };
  }
  const { version } = trained;
  await deps.registry.tagVersion(
    { name: record.endpoint, version },
    {
      tags: { [TAGS.understudy]: column },
      reason: { by: 'run', who: whoRetrains(record.id), why: `It does without "${column}".` },
    },
  );
  return {
    kind: 'on',
    message: `Version ${version} does without "${column}".`,
    facts: { understudies: [...understudies, { column, version }] },
  };
}

/** Stands for a version in the facts where there is none. */
const NOT_TRAINED = 0;

/** Those that are there. */
export function readyUnderstudies({ understudies = [] }: RetrainingRecord['facts']) {
  return understudies.filter(({ version }) => version !== NOT_TRAINED);
}

function sayReady(understudies: readonly Understudy[]): string {
  const ready = readyUnderstudies({ understudies });
  if (ready.length === 0) return 'No understudies are kept.';
  const told = ready.map(({ column, version }) => `version ${version} without "${column}"`);
  return `Ready to stand in: ${told.join(', ')}.`;
}

async function nextColumn(
  deps: Pick<RetrainerDeps, 'store' | 'artifacts'>,
  { endpoint, asked, facts }: RetrainingRecord,
): Promise<string | undefined> {
  // The history is of the world that the one which came back has not learned from.
  if (facts.isRecalled === true) return undefined;
  const { robust } =
    (await deps.store.endpoints.find(endpoint))?.retraining ?? RetrainingSettings.parse({});
  if (robust.length === 0) return undefined;
  const champion = await findChampion(deps.store.models, endpoint);
  if (champion === undefined) return undefined;
  const { model, explain } = await openStoredModel(deps.artifacts, champion.artifact);
  const read = model.signature.inputs
    .map(({ name }) => name)
    .filter((name) => !asked.without.includes(name));
  const wanted =
    robust === 'auto'
      ? explain.importance
          .toSorted((one, other) => other.mean - one.mean)
          .map(({ column }) => column)
          .slice(0, MOST_AUTO)
      : robust;
  const done = new Set(facts.understudies?.map(({ column }) => column));
  if (read.length < 2) return undefined;
  return wanted.find((column) => read.includes(column) && !done.has(column));
}
