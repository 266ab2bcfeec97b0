import type { ModelName } from '@kaizenml/contracts';
import type { RetrainingSettings } from '@kaizenml/contracts/operations';
import { takeRows } from '@kaizenml/ml/table';
import { instant } from '../../kit/index.ts';
import { findChampion, outcomeOn } from '../../models/index.ts';
import { formerChampions } from '../comparing/former-champions.ts';
import { type Judged, judgeCandidate } from '../comparing/judge-candidate.ts';
import type { RetrainerDeps, TableDeps } from '../deps.ts';
import { MOST_COMPARED } from '../history/compared-rows.ts';
import { hiddenInLog } from '../history/gather.ts';
import { readLabelledRows } from '../history/labelled-rows.ts';
import { labelledTable } from '../history/labelled-table.ts';
import { type LearnedFrom, learnedFrom } from '../history/learned-from.ts';
import { beginRetraining } from './begin.ts';

const DAY_MS = 86_400_000;
/** Rows are read of so many days, since labels come late. */
const READ_MS = 14 * DAY_MS;
/** The newest rows that are compared on: so many at least, and of so many days at least, since hours and weekdays differ. */
const LEAST_ROWS = 100;
const LEAST_MS = 3 * DAY_MS;
/** Coverage of intervals, shared out among all candidates: looks are many. */
const LEVEL = 0.99;
const LOOKED_BACK = 100;

/** Looks, once a day, whether a version that was the champion before answers better, and begins a retraining that takes it back. */
export type BeginByFormer = (endpoint: ModelName, policy: RetrainingSettings) => Promise<void>;

/**
 * What a retraining has made the champion is held against the champions before it, as long as the policy asks for retrainings by
 * degradation: a model of a world that has passed is as good as it was in training and raises no alert, and the one before it is better.
 * A champion that a person has chosen stays.
 */
export function createBeginByFormer(deps: RetrainerDeps): BeginByFormer {
  const nextAt = new Map<ModelName, number>();
  return async (endpoint, policy) => {
    const now = deps.clock.now();
    if (!policy.triggers.degradation || now < (nextAt.get(endpoint) ?? 0)) return;
    nextAt.set(endpoint, now + DAY_MS);
    const found = await betterFormer(deps, endpoint, policy);
    if (found === undefined) return;
    const { sentence, champion, since } = found;
    await beginRetraining(deps, {
      ...{ endpoint, trigger: 'degradation', cause: sentence, since, recalls: true },
      key: `former:${endpoint}:v${champion}:${since}`,
    });
  };
}

async function betterFormer(
  deps: TableDeps,
  endpoint: ModelName,
  policy: RetrainingSettings,
): Promise<(Judged & { readonly champion: number; readonly since: string }) | undefined> {
  if (!(await isOfRetraining(deps, endpoint))) return undefined;
  const learned = await learnedFrom(deps, endpoint);
  if (hiddenInLog(learned, await deps.store.endpoints.find(endpoint)).length > 0) return undefined;
  const newest = await readNewest(deps, endpoint, learned);
  if (newest === undefined) return undefined;
  const { rows, fromMs } = newest;
  const asked = { without: [], dataset: null };
  const former = await formerChampions(deps, { endpoint, asked }, { ...learned, fromMs });
  const theirs = outcomeOn(learned.opened.model, rows, learned.signature.output.classes ?? []);
  const level = 1 - (1 - LEVEL) / Math.max(1, former.length);
  const contest = { learned, rows, policy, theirs, without: [], level };
  const [best] = former
    .map((candidate) => judgeCandidate(contest, candidate, candidate.version))
    .filter((judged) => judged.goesOn && isWorthwhile(judged, policy))
    .sort((one, other) => other.gain - one.gain);
  const since = new Date(fromMs).toISOString();
  return best && { ...best, champion: learned.champion.version, since };
}

/** Whether it gains more than what counts as equal: a change costs callers something. */
function isWorthwhile(
  { gain, comparison }: Judged,
  { margin }: Pick<RetrainingSettings, 'margin'>,
): boolean {
  return gain > margin * Math.abs(comparison?.champion ?? 0);
}

/** Whether a retraining by the log has made it the champion, with all columns. */
async function isOfRetraining({ store }: TableDeps, endpoint: ModelName): Promise<boolean> {
  const champion = await findChampion(store.models, endpoint);
  const { items } = await store.retrainings.list(endpoint, { limit: LOOKED_BACK });
  const last = items.find(({ status }) => status === 'promoted');
  if (last === undefined || last.facts.challenger !== champion?.version) return false;
  return last.asked.without.length === 0 && last.asked.dataset === null;
}

/** The newest labelled rows that the champion has not learned from; undefined where they are too few. */
async function readNewest(
  { predictionLog, clock }: TableDeps,
  endpoint: ModelName,
  { signature, learnedUntil, gatheredAt: knownAt }: LearnedFrom,
) {
  const from = new Date(clock.now() - READ_MS).toISOString();
  const span = { learnedUntil, knownAt, from, until: instant(clock), most: MOST_COMPARED };
  const found = await readLabelledRows(predictionLog, { endpoint, signature, span });
  const { at } = found;
  const nRows = at.length;
  if (nRows < LEAST_ROWS) return undefined;
  const fromMs = Math.min(at[nRows - LEAST_ROWS] ?? 0, (at[nRows - 1] ?? 0) - LEAST_MS);
  const first = at.findIndex((ms) => ms >= fromMs);
  const places = Int32Array.from({ length: nRows - first }, (_, i) => first + i);
  return { rows: takeRows(labelledTable(found, signature), places), fromMs: at[first] ?? fromMs };
}
