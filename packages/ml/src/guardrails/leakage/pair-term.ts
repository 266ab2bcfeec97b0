/** A product, ratio, maximum or minimum of two columns. */
export interface PairTerm {
  readonly a: number;
  readonly b: number;
  readonly values: Float64Array;
  readonly words: (a: string, b: string) => string;
}

interface Operation {
  readonly of: (a: number, b: number) => number;
  readonly words: (a: string, b: string) => string;
  readonly isSymmetric: boolean;
}

const OPERATIONS: readonly Operation[] = [
  { of: (a, b) => a * b, words: (a, b) => `${a} × ${b}`, isSymmetric: true },
  { of: (a, b) => a / b, words: (a, b) => `${a} / ${b}`, isSymmetric: false },
  { of: Math.max, words: (a, b) => `max(${a}, ${b})`, isSymmetric: true },
  { of: Math.min, words: (a, b) => `min(${a}, ${b})`, isSymmetric: true },
];

/** Columns among which pairs are looked for: those that go with the target most. */
const MOST_COLUMNS = 24;
/** Rows that pairs are compared on. */
const MOST_ROWS = 800;
/** Share of what a straight line leaves that a pair must explain. */
const EXPLAINS = 0.995;

/**
 * The pair of columns whose product, ratio, maximum or minimum explains what no linear combination of the columns does.
 *
 * @param columns Without missing values. Length p, each of length n.
 * @returns undefined when no pair explains 99.5 % of the rest.
 * @cost O(p^3 n) on 24 columns and 800 rows at most.
 * @source Frisch & Waugh (1933), Econometrica 1: a coefficient from residuals.
 */
export function findPairTerm(
  columns: readonly Float64Array[],
  y: Float64Array,
): PairTerm | undefined {
  const n = Math.min(MOST_ROWS, y.length);
  const head = (values: Float64Array) => values.subarray(0, n);
  const shown = strongest(columns, y);
  const axes = orthonormal([new Float64Array(n).fill(1), ...shown.map((j) => head(columns[j]))]);
  const rest = residual(head(y), axes);
  const left = squares(rest);
  const mean = head(y).reduce((sum, x) => sum + x, 0) / n;
  const total = head(y).reduce((sum, x) => sum + (x - mean) ** 2, 0);
  if (!(left > 1e-9 * total) || n < 2 * axes.length + 20) return undefined;
  let found: { a: number; b: number; operation: Operation; share: number } | undefined;
  const term = new Float64Array(n);
  for (const a of shown) {
    for (const b of shown) {
      if (a === b) continue;
      for (const operation of OPERATIONS) {
        if (operation.isSymmetric && b < a) continue;
        let isUsable = true;
        for (let i = 0; i < n; i++) {
          term[i] = operation.of(columns[a][i], columns[b][i]);
          isUsable &&= Number.isFinite(term[i]);
        }
        if (!isUsable) continue;
        const own = residual(term, axes);
        const size = squares(own);
        let shared = 0;
        for (let i = 0; i < n; i++) shared += own[i] * rest[i];
        const share = size > 1e-12 * squares(term) ? (shared * shared) / (size * left) : 0;
        if (share >= EXPLAINS && share > (found?.share ?? 0)) found = { a, b, operation, share };
      }
    }
  }
  if (!found) return undefined;
  const { a, b, operation } = found;
  const values = columns[a].map((x, i) => operation.of(x, columns[b][i]));
  return values.every(Number.isFinite) ? { a, b, values, words: operation.words } : undefined;
}

function strongest(columns: readonly Float64Array[], y: Float64Array): number[] {
  const order = columns.map((_, j) => j);
  if (columns.length <= MOST_COLUMNS) return order;
  const strength = columns.map((x) => {
    const [own] = orthonormal([centred(x)]);
    const other = centred(y);
    return own ? Math.abs(own.reduce((sum, value, i) => sum + value * other[i], 0)) : 0;
  });
  return order.sort((a, b) => strength[b] - strength[a]).slice(0, MOST_COLUMNS);
}

function centred(x: Float64Array): Float64Array {
  const mean = x.reduce((sum, value) => sum + value, 0) / x.length;
  return x.map((value) => value - mean);
}

/** Modified Gram-Schmidt; what depends on the columns before is left out. */
function orthonormal(columns: readonly Float64Array[]): Float64Array[] {
  const axes: Float64Array[] = [];
  for (const column of columns) {
    const own = residual(residual(column, axes), axes);
    const size = squares(own);
    if (size <= 1e-12 * squares(column)) continue;
    axes.push(own.map((x) => x / Math.sqrt(size)));
  }
  return axes;
}

function residual(values: Float64Array, axes: readonly Float64Array[]): Float64Array {
  const rest = values.slice();
  for (const axis of axes) {
    let along = 0;
    for (let i = 0; i < rest.length; i++) along += rest[i] * axis[i];
    for (let i = 0; i < rest.length; i++) rest[i] -= along * axis[i];
  }
  return rest;
}

function squares(values: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i] * values[i];
  return sum;
}
