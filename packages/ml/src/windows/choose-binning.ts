import { countDistinctSorted, countLevels, quantileCuts, sortedPresent } from '../stats/index.ts';
import { type CodedColumn, type Column, isNumeric } from '../table/index.ts';
import type { Binning, NumberBinning } from './binning.ts';

const MAX_LEVELS = 255;
/** Different numbers up to which each has a bin of its own. */
const MAX_OWN_BINS = 100;
const N_BINS = 100;
/** How far beyond the reference the bins of the tails end, in widths of it: a change of units is within. */
const TAIL_WIDTHS = [1, 10, 100, 1000, 10_000];

/** Where a column is counted, as its reference has it. @cost O(n log n) for numbers, else O(n + levels log levels). */
export function chooseBinning(reference: Column): Binning {
  const { name, kind } = reference;
  if (isNumeric(reference))
    return numberBinning(name, reference.kind, sortedPresent(reference.values));
  if (kind === 'category' || kind === 'boolean')
    return { name, kind, levels: frequentLevels(reference) };
  return numberBinning(name, kind as 'text' | 'id', sortedPresent(lengthsOf(reference)));
}

/** Length of each text in UTF-16 units; NaN where there is none. */
export function lengthsOf({ codes, levels }: CodedColumn): Float64Array {
  const lengths = Float64Array.from(levels, (level) => level.length);
  return Float64Array.from(codes, (code) => (code < 0 ? Number.NaN : lengths[code]));
}

function frequentLevels({ codes, levels }: CodedColumn): string[] {
  const counts = countLevels(codes, levels.length);
  return levels
    .map((level, code) => ({ level, count: counts[code] }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count || (a.level < b.level ? -1 : 1))
    .slice(0, MAX_LEVELS)
    .map(({ level }) => level);
}

/** @param sorted Of the reference, rising, none missing. */
function numberBinning(
  name: string,
  kind: NumberBinning['kind'],
  sorted: Float64Array,
): NumberBinning {
  const finite = withoutInfinities(sorted);
  if (finite.length === 0)
    return { name, kind, edges: Float64Array.of(0), centers: Float64Array.of(-1, 1) };
  const inner =
    countDistinctSorted(finite) <= MAX_OWN_BINS ? ownEdges(finite) : quantileEdges(finite);
  const edges = withTails(inner, finite);
  return { name, kind, edges, centers: centersOf(edges, finite) };
}

/** @param sorted Rising: infinities stand at its ends. */
function withoutInfinities(sorted: Float64Array): Float64Array {
  let [from, to] = [0, sorted.length];
  while (from < to && sorted[from] === Number.NEGATIVE_INFINITY) from++;
  while (to > from && sorted[to - 1] === Number.POSITIVE_INFINITY) to--;
  return sorted.subarray(from, to);
}

/** Two edges per number, so that what lies between numbers of the reference is seen. */
function ownEdges(sorted: Float64Array): number[] {
  const edges: number[] = [];
  let last = Number.NEGATIVE_INFINITY;
  for (const value of sorted) {
    if (value === last) continue;
    const below = justBelow(value);
    if (below > last) edges.push(below);
    edges.push(value);
    last = value;
  }
  return edges;
}

function quantileEdges(sorted: Float64Array): number[] {
  const [first, last] = [sorted[0], sorted[sorted.length - 1]];
  const cuts = [...quantileCuts(sorted, N_BINS)].map(justBelow);
  return [justBelow(first), ...cuts.filter((cut) => cut >= first && cut < last), last];
}

function withTails(inner: readonly number[], sorted: Float64Array): Float64Array {
  const [first, last] = [sorted[0], sorted[sorted.length - 1]];
  const width = last - first || Math.abs(first) || 1;
  const below = TAIL_WIDTHS.toReversed().map((widths) => first - widths * width);
  const above = TAIL_WIDTHS.map((widths) => last + widths * width);
  const all = [...below, ...inner, ...above].filter(Number.isFinite);
  return Float64Array.from(new Set(all)).sort();
}

function centersOf(edges: Float64Array, sorted: Float64Array): Float64Array {
  const centers = new Float64Array(edges.length + 1);
  let at = 0;
  for (let bin = 0; bin < centers.length; bin++) {
    const [low, high] = [edges[bin - 1], edges[bin]];
    const from = at;
    let mean = 0;
    while (at < sorted.length && (high === undefined || sorted[at] <= high))
      mean += (sorted[at] - mean) / (++at - from);
    if (at > from) centers[bin] = mean;
    else if (low === undefined) centers[bin] = high;
    else centers[bin] = high === undefined ? low : low + (high - low) / 2;
  }
  return centers;
}

/** Whether a bin holds a single number, rather than a range of them. */
export function holdsOneNumber({ edges }: NumberBinning, bin: number): boolean {
  return bin > 0 && bin < edges.length && justBelow(edges[bin]) === edges[bin - 1];
}

/** The next smaller double. */
function justBelow(value: number): number {
  const doubles = Float64Array.of(value === 0 ? -Number.MIN_VALUE : value);
  if (value === 0) return doubles[0];
  const bits = new BigInt64Array(doubles.buffer);
  bits[0] += value > 0 ? -1n : 1n;
  return doubles[0];
}
