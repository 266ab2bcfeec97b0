import type { ParamSpecs } from '@kaizenml/contracts';
import type { Random } from '../../../math/index.ts';
import { ESTIMATORS } from '../../../models/index.ts';
import { fixedParams, PLAIN, type Purpose } from '../../purpose.ts';
import {
  type Dimension,
  dimensionOf,
  drawUnit,
  unitOf,
  type Value,
  valueAt,
  valueCount,
} from './dimension.ts';

/** An estimator and what may be varied of it. Which parameters there are depends on the estimator. */
export interface Family {
  readonly name: string;
  readonly dimensions: readonly Dimension[];
  /** Parameters that are the same at every point. */
  readonly fixed: Readonly<Record<string, Value>>;
}

/** All that a search may try. */
export interface SearchSpace {
  readonly families: readonly Family[];
}

/** A place in a space. */
export interface Point {
  /** Place of its family in the space. */
  readonly family: number;
  /** Unit of each dimension of the family. */
  readonly units: readonly number[];
  /** Parameters besides the dimensions. */
  readonly rest: Readonly<Record<string, Value>>;
  /** See `Candidate.isEnriched`. A neighbor is as its point is. */
  readonly isEnriched?: boolean;
}

/** An estimator with parameters, before a search names it. */
export interface Draft {
  readonly estimator: string;
  readonly params: Readonly<Record<string, Value>>;
  /** See `Candidate.isEnriched`. */
  readonly isEnriched?: boolean;
}

/** The space of things that are described by parameters. */
export function spaceOf(
  things: readonly {
    readonly name: string;
    readonly params: ParamSpecs;
    readonly fixed?: Readonly<Record<string, Value>>;
  }[],
): SearchSpace {
  return {
    families: things.map(({ name, params, fixed = {} }) => ({
      name,
      dimensions: Object.entries(params).flatMap(([param, spec]) =>
        param in fixed ? [] : (dimensionOf(param, spec) ?? []),
      ),
      fixed,
    })),
  };
}

/**
 * The space of every estimator that fits the task and serves the purpose.
 *
 * Left out are baselines, estimators that take counts only (recipes scale and code, so that their features go
 * below 0), and those whose cost is out of proportion for so many rows.
 *
 * @param nRows Rows to learn from.
 * @param purpose Default: means of rows that count once each.
 */
export function estimatorSpace(
  kind: 'regression' | 'classification',
  { nRows, purpose = PLAIN }: { readonly nRows: number; readonly purpose?: Purpose },
): SearchSpace {
  return spaceOf(
    ESTIMATORS.filter(
      ({ traits }) =>
        traits[kind] &&
        !traits.ignoresFeatures &&
        !traits.nonNegative &&
        nRows <= (traits.maxRows ?? Number.POSITIVE_INFINITY),
    ).flatMap((estimator) => {
      const fixed = fixedParams(estimator, purpose);
      return fixed === undefined ? [] : [{ ...estimator, fixed }];
    }),
  );
}

/** A point drawn evenly: first its family, then each of its units. */
export function drawPoint(space: SearchSpace, random: Random): Point {
  return drawWithin(space, random.below(space.families.length), random);
}

/** A point of one family drawn evenly. */
export function drawWithin({ families }: SearchSpace, family: number, random: Random): Point {
  const { dimensions } = families[family];
  return { family, units: dimensions.map((each) => drawUnit(each, random)), rest: {} };
}

/** Where the defaults of a family lie. */
export function startPoint({ families }: SearchSpace, family: number): Point {
  return { family, units: families[family].dimensions.map(({ start }) => start), rest: {} };
}

/** The estimator and parameters that stand at a point. */
export function draftAt(
  { families }: SearchSpace,
  { family, units, rest, isEnriched }: Point,
): Draft {
  const { name, dimensions, fixed } = families[family];
  const varied = dimensions.map((dimension, i) => [dimension.name, valueAt(dimension, units[i])]);
  const params = { ...fixed, ...rest, ...Object.fromEntries(varied) };
  return { estimator: name, params, ...(isEnriched && { isEnriched }) };
}

/** Where a draft lies, as near as the bounds allow; undefined when its estimator is not in the space. */
export function pointOf(
  { families }: SearchSpace,
  { estimator, params, isEnriched }: Draft,
): Point | undefined {
  const family = families.findIndex(({ name }) => name === estimator);
  if (family < 0) return undefined;
  const { dimensions, fixed } = families[family];
  const varied = new Set(dimensions.map(({ name }) => name));
  return {
    family,
    units: dimensions.map((each) =>
      each.name in params ? unitOf(each, params[each.name]) : each.start,
    ),
    rest: Object.fromEntries(
      Object.entries(params).filter(([name, value]) => !varied.has(name) && fixed[name] !== value),
    ),
    ...(isEnriched && { isEnriched }),
  };
}

/**
 * How far apart two points of one family lie: the root of the mean square of the gaps of their units, where two choices
 * that differ are 1 apart. Points of two families are 1 apart.
 */
export function distance(space: SearchSpace, a: Point, b: Point): number {
  if (a.family !== b.family) return 1;
  const { dimensions } = space.families[a.family];
  if (dimensions.length === 0) return 0;
  const gaps = dimensions.map(({ kind }, i) =>
    kind === 'choice' ? Number(a.units[i] !== b.units[i]) : a.units[i] - b.units[i],
  );
  return Math.sqrt(gaps.reduce((sum, gap) => sum + gap * gap, 0) / gaps.length);
}

/**
 * A point near another one of its family: each number takes a normal step, each choice changes, with a chance that leaves
 * about half of the dimensions alone; at least one moves.
 *
 * @param width Standard deviation of a step, in units.
 */
export function neighborOf(space: SearchSpace, point: Point, width: number, random: Random): Point {
  const { dimensions } = space.families[point.family];
  const forced = random.below(Math.max(1, dimensions.length));
  const units = dimensions.map((dimension, i) => {
    if (i !== forced && random.next() < 0.5) return point.units[i];
    if (dimension.kind === 'choice') return drawUnit(dimension, random);
    return reflect(point.units[i] + width * random.normal());
  });
  return { ...point, units };
}

/** A number outside of [0, 1] thrown back in, as a mirror would. */
function reflect(unit: number): number {
  const folded = Math.abs(unit) % 2;
  return folded > 1 ? 2 - folded : folded;
}

/** How many points a space has; Infinity where a number is real. */
export function pointCount({ families }: SearchSpace): number {
  return families.reduce(
    (sum, { dimensions }) => sum + dimensions.reduce((n, each) => n * valueCount(each), 1),
    0,
  );
}
