import type { Random } from '../../../math/index.ts';
import { drawWithin, type Point, type SearchSpace, startPoint } from '../space/index.ts';
import type { Tried } from '../strategy.ts';
import type { WalkRecord } from './cost-for-improvement.ts';

/** A walk through one family from better point to better point. */
export interface Walk {
  next(random: Random): Point;
  learn(tried: Tried): void;
  record(): WalkRecord;
}

const FIRST_STEP = 0.1;
const LAST_STEP = 0.01;
const SHRINK = 0.6;

/** A move that was tried and may be tried the other way round. */
interface Move {
  readonly from: Point;
  readonly direction: readonly number[];
  readonly isReturn: boolean;
}

/**
 * FLOW2: from the best point a step in a random direction; where that is no better, the same step the other way; where many
 * steps were no better, shorter ones; where steps are as short as they get, all over again from a random point.
 *
 * Choices have no direction: each changes with a chance that shrinks with the step.
 */
export function openWalk(space: SearchSpace, family: number): Walk {
  const { dimensions } = space.families[family];
  const numbers = dimensions.filter(({ kind }) => kind === 'number').length;
  const span = Math.sqrt(Math.max(1, numbers));
  const patience = 2 * dimensions.length;

  let start: Point | undefined = startPoint(space, family);
  let best: { readonly point: Point; readonly score: number } | undefined;
  let step = FIRST_STEP * span;
  let nMisses = 0;
  let record: WalkRecord = { score: Number.NEGATIVE_INFINITY, spent: 0, improvements: [] };
  const moves = new Map<string, Move>();
  const backwards: Move[] = [];
  const spentOn = new Map<number, number>();

  const moved = (from: Point, direction: readonly number[], random: Random, isReturn: boolean) => {
    const units = dimensions.map((dimension, i) => {
      if (dimension.kind === 'number')
        return Math.min(1, Math.max(0, from.units[i] + step * direction[i]));
      const isKept = isReturn || random.next() >= step / span + 0.05;
      return isKept ? from.units[i] : random.below(dimension.choices.length);
    });
    const point = { ...from, units };
    moves.set(keyOf(point), { from, direction, isReturn });
    return point;
  };

  const restart = (): void => {
    best = undefined;
    start = undefined;
    step = FIRST_STEP * span;
    nMisses = 0;
    backwards.length = 0;
  };

  const miss = (point: Point): void => {
    const move = moves.get(keyOf(point));
    if (best === undefined || move === undefined || move.from !== best.point) return;
    if (!move.isReturn) backwards.push(move);
    if (++nMisses < patience) return;
    nMisses = 0;
    step *= SHRINK;
    if (step < LAST_STEP * span) restart();
  };

  return {
    next(random) {
      if (start !== undefined) {
        const point = start;
        start = undefined;
        return point;
      }
      if (best === undefined) return drawWithin(space, family, random);
      for (let back = backwards.pop(); back !== undefined; back = backwards.pop())
        if (back.from === best.point)
          return moved(
            best.point,
            back.direction.map((each) => -each),
            random,
            true,
          );
      return moved(best.point, directionOf(dimensions.length, random), random, false);
    },
    learn({ trial, point, status, score, cost }) {
      const spent = record.spent + cost - (spentOn.get(trial) ?? 0);
      spentOn.set(trial, cost);
      start = undefined;
      record = { ...record, spent };
      if (status === 'scored' && score > record.score) {
        const improvement = { spent, score };
        record = { score, spent, improvements: [...record.improvements.slice(-1), improvement] };
      }
      if (status === 'scored' && (best === undefined || score > best.score)) {
        best = { point, score };
        nMisses = 0;
      } else miss(point);
    },
    record: () => record,
  };
}

/** A direction drawn evenly from the sphere. */
function directionOf(n: number, random: Random): number[] {
  const normals = Array.from({ length: n }, () => random.normal());
  const length = Math.sqrt(normals.reduce((sum, each) => sum + each * each, 0));
  return normals.map((each) => each / Math.max(length, Number.MIN_VALUE));
}

function keyOf({ units }: Point): string {
  return units.join();
}
