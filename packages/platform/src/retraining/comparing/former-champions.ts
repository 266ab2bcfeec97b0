import { AppError, type ModelName, type Signature } from '@kaizenml/contracts';
import type { Model } from '@kaizenml/ml/artifact';
import { type AliasMove, CHAMPION, openStoredModel } from '../../models/index.ts';
import type { TableDeps } from '../deps.ts';
import { type LearnedFrom, TAGS } from '../history/learned-from.ts';
import type { AskedRetraining } from '../store.ts';

/** Moves of `champion` that are looked through. */
const MOST_MOVES = 50;
/** Each one more widens the intervals of all. */
const MOST_FORMER = 3;

/** A version that may take over, and its model. */
export interface Candidate {
  readonly version: number;
  readonly model: Model;
}

/**
 * Versions that were the champion before and are asked the same, at most three, the one first that was it for longest: where a world
 * returns, it is most likely the one that there was most of.
 *
 * Stand-ins are none of them, nor is one that has learned of the log until `fromMs` or later. Nobody is where a column has to be done
 * without, and where the rows are those of a dataset, of which nobody knows who has learned them.
 *
 * @param fromMs When the first of the rows came that they are compared on, milliseconds since 1970.
 */
export async function formerChampions(
  { store, artifacts }: Pick<TableDeps, 'store' | 'artifacts'>,
  {
    endpoint,
    asked: { without, dataset },
  }: {
    readonly endpoint: ModelName;
    readonly asked: Pick<AskedRetraining, 'without' | 'dataset'>;
  },
  {
    champion,
    signature,
    fromMs,
  }: Pick<LearnedFrom, 'champion' | 'signature'> & {
    readonly fromMs: number;
  },
): Promise<readonly Candidate[]> {
  if (without.length > 0 || dataset !== null) return [];
  const moves = await store.models.aliasMoves(endpoint, MOST_MOVES);
  const standIns = new Set((await store.retrainings.standIns(endpoint)).map(({ to }) => to));
  const former: Candidate[] = [];
  for (const version of byTimeHeld(moves.filter(({ alias }) => alias === CHAMPION))) {
    if (version === champion.version || standIns.has(version)) continue;
    const record = await store.models.findVersion(endpoint, version);
    const run = record && (await store.runs.find(record.runId));
    if (record === undefined || run === undefined) continue;
    const { [TAGS.learnedUntil]: learnedUntil = run.startedAt } = run.tags;
    if (Date.parse(learnedUntil) >= fromMs) continue;
    const model = await openIfThere(artifacts, record.artifact);
    if (model !== undefined && areAskedAlike(model.signature, signature))
      former.push({ version, model });
    if (former.length === MOST_FORMER) break;
  }
  return former;
}

/**
 * Versions that an alias has left, the one first that it pointed at for longest.
 *
 * @param moves Of one alias, the newest first.
 */
export function byTimeHeld(moves: readonly Pick<AliasMove, 'at' | 'to'>[]): readonly number[] {
  const heldMs = new Map<number, number>();
  moves.forEach(({ to, at }, i) => {
    const next = moves[i - 1];
    if (next !== undefined)
      heldMs.set(to, (heldMs.get(to) ?? 0) + Date.parse(next.at) - Date.parse(at));
  });
  return [...heldMs].sort(([, a], [, b]) => b - a).map(([version]) => version);
}

/** Undefined where its bytes were released. */
async function openIfThere(
  artifacts: TableDeps['artifacts'],
  hash: LearnedFrom['champion']['artifact'],
): Promise<Model | undefined> {
  try {
    return (await openStoredModel(artifacts, hash)).model;
  } catch (thrown) {
    if (thrown instanceof AppError && thrown.code === 'ARTIFACT_NOT_FOUND') return undefined;
    throw thrown;
  }
}

/** Whether two models read the same columns and answer the same. */
function areAskedAlike(a: Signature, b: Signature): boolean {
  const told = ({ inputs, output }: Signature) =>
    JSON.stringify([
      inputs.map(({ name, kind }) => `${kind} ${name}`).sort(),
      [output.name, output.task, [...(output.classes ?? [])].sort()],
    ]);
  return told(a) === told(b);
}
