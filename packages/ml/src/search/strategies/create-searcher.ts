import { AppError } from '@kaizenml/contracts';
import { seededRandom } from '../../math/index.ts';
import type { Candidate } from '../candidate.ts';
import { wholeAtOnce } from './schedules/index.ts';
import type { Proposal, Searcher } from './searcher.ts';
import {
  type Draft,
  draftAt,
  drawPoint,
  gridOf,
  type Point,
  pointCount,
  pointOf,
  type SearchSpace,
} from './space/index.ts';
import type { Schedule, Step, Strategy, Tried } from './strategy.ts';

/** What a searcher is made of. */
export interface SearcherSetup {
  readonly space: SearchSpace;
  readonly strategy: Strategy;
  /** Default 1. */
  readonly seed?: number;
  /** Default: every candidate is measured on all folds at once. */
  readonly schedule?: Schedule;
  /** Folds of a full measurement. */
  readonly nFolds: number;
  /** What is tried before the strategy decides, such as a portfolio. Those outside of the space are tried as well. */
  readonly first?: readonly Draft[];
  readonly costOf?: (draft: Draft) => number;
}

const REPEATS = 16;
const DRAWS = 256;
const LARGEST_LISTED = 100_000;

/**
 * Puts a strategy and a schedule together. No candidate is begun twice; when a strategy insists, a random one is taken, and
 * when the space is used up, the searcher ends.
 */
export function createSearcher({
  space,
  strategy,
  seed = 1,
  nFolds,
  schedule = wholeAtOnce(nFolds),
  first = [],
  costOf,
}: SearcherSetup): Searcher {
  const random = seededRandom(seed);
  const nBegun = space.families.map(() => 0);
  const nPoints = space.families.map((family) => pointCount({ families: [family] }));
  const guide = strategy.guide({
    space,
    random,
    ...(costOf ? { costOf } : {}),
    isUsedUp: (family) => nBegun[family] >= nPoints[family],
  });
  const waiting = [...first];
  const names = namer();
  const keys = new Set<string>();
  const candidates: Candidate[] = [];
  const tried: (Tried | undefined)[] = [];
  const open = new Map<number, { readonly trial: number; readonly step: Step }>();
  let nProposals = 0;

  const isFresh = (draft: Draft): boolean => !keys.has(keyOf(draft));

  const begin = (draft: Draft, point: Point | undefined): number => {
    keys.add(keyOf(draft));
    if (point && !point.isEnriched && Object.keys(point.rest).length === 0) nBegun[point.family]++;
    const kind = draft.isEnriched ? `${draft.estimator}-enriched` : draft.estimator;
    const trial = candidates.push({ ...draft, id: names(kind), isBaseline: false }) - 1;
    tried.push(point && { trial, point, status: 'open', score: Number.NEGATIVE_INFINITY, cost: 0 });
    return trial;
  };

  const known = (): Tried[] => tried.filter((each) => each !== undefined);

  const freshPoint = (): Point | undefined => {
    const seen = known();
    for (let i = 0; i < REPEATS; i++) {
      const point = guide.next(seen);
      if (point === undefined) return undefined;
      if (isFresh(draftAt(space, point))) return point;
    }
    for (let i = 0; i < DRAWS; i++) {
      const point = drawPoint(space, random);
      if (isFresh(draftAt(space, point))) return point;
    }
    return listed(space).find((point) => isFresh(draftAt(space, point)));
  };

  const beginNext = (): number | undefined => {
    for (let draft = waiting.shift(); draft !== undefined; draft = waiting.shift())
      if (isFresh(draft)) return begin(draft, pointOf(space, draft));
    const point = space.families.length === 0 ? undefined : freshPoint();
    return point && begin(draftAt(space, point), point);
  };

  const update = (trial: number, change: Partial<Tried>, cost: number): void => {
    const before = tried[trial];
    if (before === undefined) return;
    const after = { ...before, ...change, cost: before.cost + cost };
    tried[trial] = after;
    guide.learn?.(after);
  };

  return {
    ask(): Proposal | undefined {
      const due = schedule.due();
      const trial = due?.trial ?? beginNext();
      if (trial === undefined) return undefined;
      const step = due?.step ?? schedule.begin(trial, candidates[trial]);
      const { firstFold, ...fidelity } = step;
      const number = nProposals++;
      open.set(number, { trial, step });
      return { number, trial, candidate: candidates[trial], fidelity, firstFold };
    },
    tell(result) {
      const { trial, step } = open.get(result.proposal) ?? refuse(result.proposal);
      open.delete(result.proposal);
      if ('failure' in result || !result.scores.every(Number.isFinite)) {
        update(trial, { status: 'failed', score: Number.NEGATIVE_INFINITY }, result.cost);
        return;
      }
      const score = schedule.settle(trial, step, result.scores);
      update(trial, { status: 'scored', score }, result.cost);
    },
  };
}

function keyOf({ estimator, params, isEnriched = false }: Draft): string {
  const sorted = Object.entries(params).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([estimator, sorted, isEnriched]);
}

/** Stable names in the order of use: `ridge`, `ridge-2`, `ridge-enriched` … */
function namer(): (kind: string) => string {
  const seen = new Map<string, number>();
  return (kind) => {
    const nth = (seen.get(kind) ?? 0) + 1;
    seen.set(kind, nth);
    return nth === 1 ? kind : `${kind}-${nth}`;
  };
}

/** Every point of a space that has few. */
function listed(space: SearchSpace): Point[] {
  if (pointCount(space) > LARGEST_LISTED) return [];
  return space.families.flatMap((_, family) => gridOf(space, family, LARGEST_LISTED));
}

function refuse(proposal: number): never {
  throw new AppError('ARGUMENT_INVALID', {
    message: `A search can be told of a proposal that is open, got number ${proposal}.`,
    hint: 'Tell each proposal once, after it was asked for.',
    details: { proposal },
  });
}
