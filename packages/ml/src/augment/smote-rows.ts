import type { Random } from '../math/index.ts';
import type { CategoryFeature, Features, NumberFeature } from './features-of.ts';
import type { MadeCells } from './made-cells.ts';
import { codesOf, mixedRows, scaledNumbers } from './mixed-rows.ts';
import { nearestInClass } from './nearest-in-class.ts';

/**
 * Makes rows on the way from a row to one of its `k` nearest neighbors of the same class.
 *
 * A number is `x + gap (y - x)`, with one gap per row, uniform in [0, 1). A category is the one that most of the k
 * neighbors have; at a tie the row's own where it is among them, else that of the nearest neighbor.
 *
 * @param rows Rows of the class in the table. Length n.
 * @param parents The row that each made one begins with, of `rows`. Length m.
 * @param k Below n.
 * @shape numbers: p times m, categories: q times m
 * @cost see `nearestInClass`.
 * @source Chawla, Bowyer, Hall & Kegelmeyer (2002), "SMOTE: Synthetic Minority Over-sampling Technique", Journal of
 * Artificial Intelligence Research 16, 321-357; section 6.1 for categories (SMOTE-NC).
 */
export function smoteRows(
  { numbers, categories }: Features,
  {
    rows,
    parents,
    k,
    random,
  }: {
    readonly rows: Int32Array;
    readonly parents: Int32Array;
    readonly k: number;
    readonly random: Random;
  },
): MadeCells {
  const placeOf = new Map(Array.from(rows, (row, place) => [row, place]));
  const asked = Int32Array.from(new Set(parents), (row) => placeOf.get(row) as number);
  const space = mixedRows(
    scaledNumbers(numbers, rows),
    codesOf(categories, rows),
    categories.length,
  );
  const nearest = nearestInClass(space, asked, k).map((place) => rows[place]);
  const askedAt = new Map(Array.from(asked, (place, at) => [rows[place], at]));
  const circles = Array.from(parents, (row) => {
    const at = askedAt.get(row) as number;
    return nearest.subarray(at * k, (at + 1) * k);
  });
  const partners = circles.map((circle) => circle[random.below(k)]);
  const gaps = circles.map(() => random.next());
  return {
    numbers: numbers.map((feature) => between(feature, { parents, partners, gaps })),
    categories: categories.map((column) =>
      Int32Array.from(parents, (row, i) => majority(column, row, circles[i])),
    ),
  };
}

/** Numbers on the way from parents to partners; missing where the parent's is, the parent's where the partner has none. */
function between(
  { column: { values }, grid }: NumberFeature,
  {
    parents,
    partners,
    gaps,
  }: {
    readonly parents: Int32Array;
    readonly partners: readonly number[];
    readonly gaps: readonly number[];
  },
): Float64Array {
  return Float64Array.from(parents, (row, i) => {
    const from = values[row];
    const to = values[partners[i]];
    if (Number.isNaN(to) || from === to) return from;
    // x + gap (y - x) would overflow where y - x does.
    const made = (1 - gaps[i]) * from + gaps[i] * to;
    return grid(Math.min(Math.max(made, Math.min(from, to)), Math.max(from, to)));
  });
}

/** The code of most neighbors; missing where the row's is. */
function majority({ codes }: CategoryFeature, row: number, circle: Int32Array): number {
  const own = codes[row];
  if (own < 0) return own;
  const votes = new Map<number, number>();
  for (const neighbor of circle) {
    const code = codes[neighbor];
    if (code >= 0) votes.set(code, (votes.get(code) ?? 0) + 1);
  }
  const most = Math.max(0, ...votes.values());
  if ((votes.get(own) ?? 0) === most) return own;
  for (const [code, count] of votes) if (count === most) return code;
  return own;
}
