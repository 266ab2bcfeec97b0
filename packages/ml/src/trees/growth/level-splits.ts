import { AppError, invariant } from '@kaizenml/contracts';
import type { BinTable } from '../binning/bin-table.ts';
import { slotStart } from '../binning/bin-table.ts';
import { WIDE_SLOTS } from '../binning/place-columns.ts';
import type { Team } from '../threads/team.ts';
import type { Split } from './draft-tree.ts';
import type { Leaf } from './growing-leaf.ts';
import type { GrowthOptions } from './growth-options.ts';
import type { GrowthStart } from './growth-parts.ts';
import type { NodeChoice } from './node-choices.ts';
import { writeGoesLeft } from './partition.ts';
import { describeColumns, N_PARAMS, paramsOf, SCRATCH_BYTES } from './split-search.ts';

/** Scores of one column: 256 cuts with missing values to the right, 256 with them to the left. */
const SCORES = 512;

/** Finds the question that saves most in all leaves of a level together. */
export interface LevelSplits {
  /** The question as each leaf's split; undefined where none saves enough. */
  find(
    leaves: readonly Leaf[],
    start: Pick<GrowthStart, 'units' | 'columns'>,
    choice: NodeChoice,
  ): Split[] | undefined;
}

/**
 * Prepares the search; holds its tables in the heap for the length of a fit.
 *
 * A category is asked for one level at a time. A leaf of which a question leaves one side too small stays as it
 * is in the sum of savings, though its rows are parted.
 *
 * @throws ARGUMENT_INVALID for monotone constraints, which symmetric trees do not keep.
 */
export function levelSplits(team: Team, table: BinTable, options: GrowthOptions): LevelSplits {
  const { heap, kernels } = team;
  refuseMonotone(options);
  const p = table.columns.length;
  const columns = heap.take(p * 32);
  const params = heap.take(N_PARAMS * 8);
  const scratch = heap.take(SCRATCH_BYTES);
  const scores = heap.take(p * SCORES * 8);
  describeColumns(heap.ints(columns, p * 8), table, options);
  return {
    find(leaves, { units, columns: treeColumns }, { allowed, onlyCuts }) {
      const entries = heap.ints(columns, p * 8);
      for (let c = 0; c < p; c++) entries[8 * c + 7] = treeColumns[c] & (allowed ? allowed[c] : 1);
      heap.doubles(scores, p * SCORES).fill(0);
      let floor = 0;
      for (const leaf of leaves) {
        if (leaf.count === 0) continue;
        invariant(leaf.histogram !== undefined, 'a leaf of a symmetric tree has a histogram');
        heap.doubles(params, N_PARAMS).set(paramsOf(leaf, options, units));
        const node = [leaf.histogram, leaf.g, leaf.h | 0] as const;
        kernels.addCutScores(columns, 0, p, ...node, params, scratch, scores);
        floor += savedBy(leaf, options, units);
      }
      floor += (options.minGain * leaves.length * units.g * units.g) / units.h;
      const best = bestQuestion(heap.doubles(scores, p * SCORES), entries, onlyCuts);
      if (best === undefined || !(best.score > floor * (1 + 1e-12))) return undefined;
      const question = questionOf(best, table);
      const goesLeft = new Uint8Array(WIDE_SLOTS);
      writeGoesLeft(goesLeft, table, question);
      return leaves.map((leaf) => ({
        ...question,
        gain: best.score - floor,
        ...leftSums(team, table, question, goesLeft, leaf),
      }));
    },
  };
}

/** What the best constant of a leaf saves: G^2 / (H + l2), G brought nearer to 0 by l1. */
function savedBy(
  { g, h }: Pick<Leaf, 'g' | 'h'>,
  { l1, l2 }: GrowthOptions,
  units: GrowthStart['units'],
): number {
  const soft = Math.abs(g) - l1 * units.g;
  return soft > 0 ? (soft * soft) / (h + l2 * units.h) : 0;
}

function refuseMonotone({ monotone }: GrowthOptions): void {
  const column = monotone?.findIndex((direction) => direction !== 0) ?? -1;
  if (column < 0) return;
  throw new AppError('ARGUMENT_INVALID', {
    message: `Symmetric trees keep no monotone constraints, got one for column ${column + 1}.`,
    hint: 'Grow leaf-wise or depth-wise, or leave the constraints out.',
    details: { column: column + 1 },
  });
}

interface Question {
  readonly column: number;
  /** Cut or level; from 256 on with missing values to the left. */
  readonly place: number;
  readonly score: number;
}

function bestQuestion(
  scores: Float64Array,
  entries: Int32Array,
  onlyCuts: Int32Array | undefined,
): Question | undefined {
  let best: Question | undefined;
  for (let column = 0; column < entries.length / 8; column++) {
    const [nBins, isAllowed] = [entries[8 * column + 1], entries[8 * column + 7]];
    if (!isAllowed) continue;
    const only = onlyCuts?.[column] ?? -1;
    for (const from of [0, 256]) {
      for (let place = from; place < from + nBins; place++) {
        const score = scores[SCORES * column + place];
        if (only >= 0 && place - from !== only) continue;
        if (best === undefined || score > best.score) best = { column, place, score };
      }
    }
  }
  return best;
}

function questionOf({ column, place }: Question, { columns }: BinTable): Split {
  const isCategory = columns[column].bins.kind === 'category';
  const levels = new Int32Array(isCategory ? 8 : 0);
  if (isCategory) levels[place >> 5] = 1 << (place & 31);
  return {
    column,
    cut: isCategory ? -1 : place & 255,
    levels,
    missingLeft: !isCategory && place >= 256,
    gain: 0,
    gLeft: 0,
    hLeft: 0,
  };
}

/**
 * Sums over the rows of a leaf that go left: over the bins of the track that do, or what those that do not leave of
 * the leaf. The first bin is never read: a sparse track does not count the rows without an entry.
 */
function leftSums(
  { heap }: Team,
  table: BinTable,
  { column }: Split,
  goesLeft: Uint8Array,
  { histogram, g, h }: Leaf,
): { gLeft: number; hLeft: number } {
  const { track } = table.columns[column];
  const [start, end] = [slotStart(table, track), slotStart(table, track + 1)];
  const words = heap.ints((histogram as number) + 8 * start, 2 * (end - start));
  const side = 1 - goesLeft[0];
  let gSide = 0;
  let hSide = 0;
  for (let slot = 1; 2 * slot < words.length; slot++) {
    if (goesLeft[slot] !== side) continue;
    gSide += words[2 * slot + 1];
    hSide += words[2 * slot] >>> 0;
  }
  return side === 1 ? { gLeft: gSide, hLeft: hSide } : { gLeft: g - gSide, hLeft: h - hSide };
}
