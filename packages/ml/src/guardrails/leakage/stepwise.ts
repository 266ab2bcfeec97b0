/** A least squares fit of few columns, in the units of the columns. */
export interface FewColumns {
  /** Numbers of the columns, by how early they were chosen. */
  readonly chosen: readonly number[];
  /** Coefficient per chosen column. */
  readonly weights: readonly number[];
  readonly intercept: number;
  /** Share of the target's spread that is left over, for the degrees of freedom that are left. */
  readonly unexplained: number;
  /** Smallest factor by which `unexplained` grows when one of the columns is left out. */
  readonly needed: number;
}

/** A column counts as a mix of the chosen ones when less than this share of its spread is left. */
const SINGULAR = 1e-9;
/** Columns may go as long as the error grows by no more than this factor, or by four times what chance gives. */
const SPARE = 1.1;
/** Unexplained share that rounding alone leaves. */
const ROUNDING = 1e-13;

/**
 * The fewest columns whose linear combination explains a target as well as all of them.
 *
 * Columns enter one by one, the one that explains most of what is left first, until none adds anything; then those that
 * are not needed leave again, the least missed first. Collinear columns stay out.
 *
 * @param columns Column-major, without missing values. Length p, each of length n.
 * @param y Length n.
 * @cost O(n p^2 + p^3)
 * @source Efroymson (1960), "Multiple Regression Analysis"; Beaton (1964), sweep operator.
 */
export function fitFewColumns(columns: readonly Float64Array[], y: Float64Array): FewColumns {
  const n = y.length;
  const p = columns.length;
  const scaled = [...columns, y].map(standardized);
  const size = p + 1;
  const swept = gramOf(scaled.map(({ values }) => values));
  const isIn = new Uint8Array(p);
  const order: number[] = [];
  const left = (): number => Math.max(swept[p * size + p], 0);
  while (order.length < Math.min(p, n - 2)) {
    const next = best(p, (j) => {
      const spread = swept[j * size + j];
      if (isIn[j] === 1 || spread < SINGULAR) return Number.NaN;
      return swept[j * size + p] ** 2 / spread;
    });
    if (next < 0 || swept[next * size + p] ** 2 / swept[next * size + next] < ROUNDING) break;
    if (left() < ROUNDING) break;
    sweep(swept, size, next);
    isIn[next] = 1;
    order.push(next);
  }
  const loss = (j: number): number => swept[j * size + p] ** 2 / Math.abs(swept[j * size + j]);
  const enough = Math.max(left(), ROUNDING) * Math.max(SPARE, 1 + (4 * p) / n);
  for (;;) {
    const weakest = best(p, (j) => (isIn[j] === 1 ? -loss(j) : Number.NaN));
    if (weakest < 0 || left() + loss(weakest) > enough) break;
    unsweep(swept, size, weakest);
    isIn[weakest] = 0;
  }
  const chosen = order.filter((j) => isIn[j] === 1);
  const weights = chosen.map((j) => (swept[j * size + p] * scaled[p].sd) / scaled[j].sd);
  const explained = chosen.reduce((sum, j, k) => sum + weights[k] * scaled[j].mean, 0);
  const residual = Math.max(left(), 1e-16);
  return {
    chosen,
    weights,
    intercept: scaled[p].mean - explained,
    unexplained: (residual * (n - 1)) / Math.max(1, n - chosen.length - 1),
    needed: chosen.length === 0 ? 1 : Math.min(...chosen.map((j) => 1 + loss(j) / residual)),
  };
}

interface Standardized {
  readonly values: Float64Array;
  readonly mean: number;
  readonly sd: number;
}

/** Centred and scaled so that the sum of squares is 1; a constant becomes zeros. */
function standardized(values: Float64Array): Standardized {
  const n = values.length;
  let mean = 0;
  for (let i = 0; i < n; i++) mean += values[i];
  mean /= n;
  let squares = 0;
  for (let i = 0; i < n; i++) squares += (values[i] - mean) ** 2;
  const sd = Math.sqrt(squares);
  const isConstant = !(sd > 1e-12 * Math.abs(mean) * Math.sqrt(n));
  return { values: values.map((x) => (isConstant ? 0 : (x - mean) / sd)), mean, sd };
}

function gramOf(columns: readonly Float64Array[]): Float64Array {
  const size = columns.length;
  const gram = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      const a = columns[i];
      const b = columns[j];
      let sum = 0;
      for (let k = 0; k < a.length; k++) sum += a[k] * b[k];
      gram[i * size + j] = sum;
      gram[j * size + i] = sum;
    }
  }
  return gram;
}

function best(p: number, score: (j: number) => number): number {
  let at = -1;
  let highest = Number.NEGATIVE_INFINITY;
  for (let j = 0; j < p; j++) {
    const value = score(j);
    if (!(value > highest)) continue;
    at = j;
    highest = value;
  }
  return at;
}

/** Turns column `k` from one to explain into one that explains; sign of the swept block as in Beaton. */
function sweep(a: Float64Array, size: number, k: number): void {
  pivot(a, size, k, 1);
}

function unsweep(a: Float64Array, size: number, k: number): void {
  pivot(a, size, k, -1);
}

function pivot(a: Float64Array, size: number, k: number, sign: 1 | -1): void {
  const d = a[k * size + k];
  for (let i = 0; i < size; i++) {
    if (i === k) continue;
    const factor = a[i * size + k] / d;
    for (let j = 0; j < size; j++) if (j !== k) a[i * size + j] -= factor * a[k * size + j];
  }
  for (let i = 0; i < size; i++) {
    if (i === k) continue;
    a[i * size + k] *= sign / d;
    a[k * size + i] *= sign / d;
  }
  a[k * size + k] = -1 / d;
}
