import { RetrainingSettings } from '@kaizenml/contracts/operations';
import { linkOf } from '@kaizenml/ml/tuning';
import type { RetrainerDeps } from '../deps.ts';
import { learnedFrom } from '../history/learned-from.ts';
import { failed, type StepOutcome } from '../outcome.ts';
import type {
  RetrainingFacts,
  RetrainingRecord,
  RetrainingStart,
  RetrainingTry,
} from '../store.ts';
import { isTrainingIdle, trainVersion } from './train-version.ts';

/** Whether there is something to do: no run of the challenger that is learned now is under way. */
export async function isTrainReady(
  deps: RetrainerDeps,
  record: RetrainingRecord,
): Promise<boolean> {
  const start = nextStart(record.facts);
  return start === undefined || (await isTrainingIdle(deps, record, { start }));
}

/**
 * Trains the challenger in a process of its own: as the champion was trained, or on top of the champion, or one of each, one after the
 * other. A run that was killed is begun again.
 */
export async function train(deps: RetrainerDeps, record: RetrainingRecord): Promise<StepOutcome> {
  if (record.asked.recalls === true)
    return {
      kind: 'done',
      message: 'Nothing is trained: versions are compared that were the champion before.',
    };
  const { starts, tried = [], runs = [] } = record.facts;
  if (starts === undefined) return await chooseStarts(deps, record);
  const start = nextStart(record.facts);
  if (start === undefined) return { kind: 'done', message: sayAll(tried) };
  const trained = await trainVersion(deps, record, { start });
  if (trained.kind === 'wait') return trained;
  const isMade = trained.kind === 'version';
  const message = isMade
    ? `Version ${trained.version} was ${LEARNED[start]} and passed the gates of its project.`
    : trained.message;
  const told = [...tried, { start, version: isMade ? trained.version : null, message, gain: null }];
  const isLast = nextStart({ starts, tried: told }) === undefined;
  const areNone = told.every(({ version }) => version === null);
  if (trained.kind === 'end' && isLast && areNone)
    return { ...trained, message: sayAll(told), facts: { ...trained.facts, tried: told } };
  const found = isMade && { challenger: trained.version, runs: [...runs, ...trained.runs] };
  return { kind: 'on', message, facts: { tried: told, ...found } };
}

/** What was done to a version. */
const LEARNED: Readonly<Record<RetrainingStart, string>> = {
  over: 'trained',
  'fine-tune': 'fine-tuned from the champion',
};

function nextStart({ starts = [], tried = [] }: RetrainingFacts): RetrainingStart | undefined {
  return starts.find((start) => !tried.some((one) => one.start === start));
}

/** What is tried, by the policy; it stays when the policy changes. */
async function chooseStarts(deps: RetrainerDeps, record: RetrainingRecord): Promise<StepOutcome> {
  const policy = (await deps.store.endpoints.find(record.endpoint))?.retraining;
  const { start } = policy ?? RetrainingSettings.parse({});
  const chosen = (starts: readonly RetrainingStart[], tried: readonly RetrainingTry[] = []) => ({
    ...{ kind: 'on' as const, message: 'The training begins.' },
    facts: { starts, ...(tried.length > 0 && { tried }) },
  });
  if (start === 'over') return chosen(['over']);
  const why = await whyNotTuned(deps, record);
  if (why === undefined) return chosen(start === 'both' ? ['fine-tune', 'over'] : ['fine-tune']);
  const message = `The champion cannot be fine-tuned: it ${why}.`;
  if (start === 'fine-tune') return failed(message);
  return chosen(['over'], [{ start: 'fine-tune', version: null, message, gain: null }]);
}

/** Why the champion cannot be fine-tuned, as the end of a sentence. */
async function whyNotTuned(
  deps: RetrainerDeps,
  { endpoint, asked: { without } }: RetrainingRecord,
): Promise<string | undefined> {
  const { signature } = await learnedFrom(deps, endpoint);
  const read = without.find((column) => signature.inputs.some(({ name }) => name === column));
  if (read !== undefined) return `reads "${read}", which has to be done without`;
  const found = linkOf(signature);
  return 'reason' in found ? found.reason : undefined;
}

function sayAll(tried: readonly RetrainingTry[]): string {
  return tried.map(({ message }) => message).join(' ');
}
