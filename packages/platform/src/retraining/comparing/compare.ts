import { RetrainingSettings } from '@kaizenml/contracts/operations';
import { getColumn, isMissing, isNumeric, type Table, takeRows } from '@kaizenml/ml/table';
import { getVersion, loadVersion } from '../../datasets/index.ts';
import { openStoredModel, outcomeOn } from '../../models/index.ts';
import type { TableDeps } from '../deps.ts';
import { AT, LEAST_COMPARED } from '../history/compared-rows.ts';
import { learnedFrom } from '../history/learned-from.ts';
import { rejected, type StepOutcome } from '../outcome.ts';
import type { RetrainingRecord, RetrainingTry } from '../store.ts';
import { type Candidate, formerChampions } from './former-champions.ts';
import { type Contest, type Judged, judgeCandidate } from './judge-candidate.ts';
import { pointChallenger } from './point-challenger.ts';

/** Coverage of the interval of the gain of one candidate: each of its ends is a one-sided bound of 97.5 %. */
const LEVEL = 0.95;

/**
 * Compares what was trained with the champion on the newest rows, which none has learned from, and versions that were the champion before
 * as well: where a world returns, one of them knows it. Of those that may take over, the one that gains most goes on. The best of what
 * was trained is called `challenger`, also where none goes on.
 */
export async function compare(deps: TableDeps, record: RetrainingRecord): Promise<StepOutcome> {
  const { store } = deps;
  const { newest = '' } = record.facts;
  const learned = await learnedFrom(deps, record.endpoint);
  if (learned.champion.version !== record.asked.champion)
    return rejected(`Version ${learned.champion.version} became the champion meanwhile.`);
  const table = await loadVersion(deps, await getVersion(store.datasets, newest));
  const rows = judged(table, learned.signature.output.name);
  if (rows.nRows < LEAST_COMPARED)
    return rejected(`Only ${rows.nRows} of the newest rows have a label that both know.`);
  const { classes = [] } = learned.signature.output;
  const trained = await trainedFor(deps, record, classes);
  const former = await formerChampions(deps, record, { ...learned, fromMs: firstAt(rows) });
  const policy = (await store.endpoints.find(record.endpoint))?.retraining;
  const contest: Contest = {
    ...{ learned, rows, policy: policy ?? RetrainingSettings.parse({}) },
    ...{ theirs: outcomeOn(learned.opened.model, rows, classes), without: record.asked.without },
    level: 1 - (1 - LEVEL) / Math.max(1, trained.candidates.length + former.length),
  };
  const own = trained.candidates.map((candidate) => judgeCandidate(contest, candidate));
  const best = bestOf(own);
  if (best !== undefined) await pointChallenger(deps, record, best.version);
  const before = bestOf(
    former.map((candidate) => judgeCandidate(contest, candidate, candidate.version)),
  );
  const isBack = before?.goesOn === true && before.gain > (best?.goesOn ? best.gain : 0);
  const chosen = isBack || best === undefined ? before : best;
  if (chosen === undefined)
    return rejected(
      trained.reasons.join(' ') || 'No version that was the champion before is left.',
    );
  return outcomeFor(record, { own, chosen, isBack, reasons: trained.reasons });
}

/** What the retraining has trained, and why some of it cannot be compared. */
async function trainedFor(
  { store, artifacts }: TableDeps,
  { endpoint, asked, facts: { challenger = 0, tried = [] } }: RetrainingRecord,
  classes: readonly string[],
): Promise<{ readonly candidates: readonly Candidate[]; readonly reasons: readonly string[] }> {
  if (asked.recalls === true) return { candidates: [], reasons: [] };
  const made = tried.flatMap(({ version }) => version ?? []);
  const candidates: Candidate[] = [];
  const reasons: string[] = [];
  for (const number of made.length === 0 ? [challenger] : made) {
    const version = await store.models.findVersion(endpoint, number);
    if (version === undefined) {
      reasons.push(`Version ${number} was taken away meanwhile.`);
      continue;
    }
    const { model } = await openStoredModel(artifacts, version.artifact);
    const own = model.signature.output.classes ?? [];
    if ([...own].sort().join('\n') === [...classes].sort().join('\n'))
      candidates.push({ version: number, model });
    else reasons.push('The challenger answers other classes than the champion.');
  }
  return { candidates, reasons };
}

/** One that may take over before one that may not; then the one that gains more. */
function bestOf(judged: readonly Judged[]): Judged | undefined {
  return judged.toSorted(
    (one, other) => Number(other.goesOn) - Number(one.goesOn) || other.gain - one.gain,
  )[0];
}

function outcomeFor(
  { facts: { tried = [] } }: RetrainingRecord,
  {
    own,
    chosen: { goesOn, sentence, comparison, answersMove, version },
    isBack,
    reasons,
  }: {
    readonly own: readonly Judged[];
    readonly chosen: Judged;
    /** Whether it was the champion before, and may be it again. */
    readonly isBack: boolean;
    readonly reasons: readonly string[];
  },
): StepOutcome {
  const compared = tried.map((one) => {
    const found = own.find((each) => each.version === one.version);
    return found === undefined
      ? one
      : { ...one, message: found.sentence, gain: found.comparison?.gain ?? null };
  });
  const facts = { tried: compared, challenger: version, ...(comparison && { comparison }) };
  const others = own.filter((each) => each.version !== version);
  const message = [
    own.length > 1 && !isBack ? `Version ${version}, ${saidOf(version, tried)}: ` : '',
    [sentence, ...reasons].join(' '),
    ...others.map(
      (each) => ` Version ${each.version}, ${saidOf(each.version, tried)}: ${each.sentence}`,
    ),
  ].join('');
  if (!goesOn) return rejected(message, facts);
  const recalled = isBack && { isRecalled: true };
  return { kind: 'done', message, facts: { ...facts, answersMove, ...recalled } };
}

/** How a version was learned. */
function saidOf(version: number, tried: readonly RetrainingTry[]): string {
  const found = tried.find((one) => one.version === version);
  return found === undefined || found.start === 'over' ? 'trained anew' : 'fine-tuned';
}

/** When the first of the rows came, milliseconds since 1970. */
function firstAt(rows: Table): number {
  const at = getColumn(rows, AT);
  return isNumeric(at) ? at.values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY) : 0;
}

/** Rows whose target is known. */
function judged(table: Table, target: string): Table {
  const truth = getColumn(table, target);
  const places = Int32Array.from({ length: table.nRows }, (_, i) => i);
  return takeRows(
    table,
    places.filter((i) => !isMissing(truth, i)),
  );
}
