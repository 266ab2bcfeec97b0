import { type Finding, listNames } from '@kaizenml/contracts';
import { log, type Random } from '../../math/index.ts';
import { correlation } from '../../stats/index.ts';
import type { Table } from '../../table/index.ts';
import type { KnownNumbers } from '../read-target.ts';
import { nameInFormula, productInWords, sumInWords } from './formula-words.ts';
import { type NumericBlock, numericBlock } from './numeric-block.ts';
import { findPairTerm } from './pair-term.ts';
import { type FewColumns, fitFewColumns } from './stepwise.ts';

/** Rows that the search looks at; more change nothing but the time. */
const MOST_ROWS = 4000;
/** Fewest complete rows from which a formula is no accident. */
const FEWEST_ROWS = 40;
/** Columns that a formula may have: "few". */
const MOST_COLUMNS = 8;
/** Formulas that are told, each among the columns that the ones before leave. */
const MOST_FORMULAS = 3;
/** Unexplained share of the spread below which any linear combination is a formula. */
const EXACT = 0.005;
/** The same where every coefficient is a small whole number, as in sums and differences. */
const NEARLY = 0.02;
/** How far a coefficient may lie from the whole number that it is taken for. */
const ROUND_WITHIN = 0.02;
/** Times that the unexplained share must grow when a column is left out of the formula. */
const TIMES_NEEDED = 4;
/** The same in a plain sum, where fees beside the parts may weigh as much as the smallest part. */
const TIMES_NEEDED_IN_SUM = 2;
/** How far a coefficient may lie from 1 when the plain sum explains the target: what is not in the table goes along. */
const UNIT_WITHIN = 0.25;

/** A target as a formula of columns. */
export interface Formula {
  readonly columns: readonly string[];
  /** Reads after "=": `casual + registered`. */
  readonly words: string;
  readonly unexplained: number;
  /** True for sums, differences, products and ratios; false for coefficients without a plain meaning. */
  readonly isPlain: boolean;
}

/**
 * Finds that a number to predict is a sum, difference, product, ratio or linear combination of few columns.
 *
 * Linear: at most 8 columns leave less than 0.5 % of the spread unexplained, or less than 2 % when every
 * coefficient is a small whole number; without any one of them it is four times as much. Products and ratios are
 * the same on logarithms, with powers of 1/2, 1, 2 and 3. Last, one product, ratio, maximum or minimum of two columns
 * beside a linear combination. Columns that give the answer away alone must be named in `skip`.
 *
 * @param table Columns to look at; the target may be among them.
 * @cost O(n p^2 + p^3) on 4000 rows at most; 50 columns take a few hundredths of a second.
 * @source Kaufman et al. (2012), "Leakage in Data Mining", ACM TKDD 6(4); Efroymson (1960) for the search.
 */
export function findFormula(
  table: Table,
  target: KnownNumbers,
  { random, skip = new Set() }: { readonly random: Random; readonly skip?: ReadonlySet<string> },
): Finding[] {
  const found: Finding[] = [];
  const gone = new Set([...skip, target.name]);
  while (found.length < MOST_FORMULAS) {
    const block = numericBlock(table, target.rows, { most: MOST_ROWS, skip: gone, random });
    if (block.at.length < FEWEST_ROWS || block.columns.length < 2) break;
    const y = Float64Array.from(block.at, (i) => target.values[i]);
    const formula = findSum(block, y) ?? findProduct(block, y) ?? findPairFormula(block, y);
    if (!formula) break;
    found.push(describe(formula, target.name, y.length));
    for (const name of formula.columns) gone.add(name);
  }
  return found;
}

function findSum({ names, columns }: NumericBlock, y: Float64Array): Formula | undefined {
  const fit = fitFewColumns(columns, y);
  if (!isFew(fit, y.length)) return undefined;
  const { chosen, intercept, unexplained, needed } = fit;
  const units = unitSum(fit, columns, y);
  if (needed < (units ? TIMES_NEEDED_IN_SUM : TIMES_NEEDED)) return undefined;
  const rounded = units?.signs ?? fit.weights.map((weight) => roundWeight(weight));
  const isPlain = rounded.every((weight) => weight !== undefined);
  if (unexplained > (isPlain ? NEARLY : EXACT)) return undefined;
  const terms = chosen.map((j, k) => ({
    name: nameInFormula(names[j]),
    weight: rounded[k] ?? fit.weights[k],
  }));
  const left = units?.constant ?? intercept;
  const constant = Math.abs(left) < 0.01 * spreadOf(y) ? 0 : left;
  return {
    columns: chosen.map((j) => names[j]),
    words: sumInWords(terms, constant),
    unexplained,
    isPlain,
  };
}

/** Signs of a sum of columns as they are, when it with a constant explains nearly all; undefined otherwise. */
function unitSum(
  { chosen, weights }: FewColumns,
  columns: readonly Float64Array[],
  y: Float64Array,
): { readonly signs: readonly number[]; readonly constant: number } | undefined {
  if (!weights.every((weight) => Math.abs(Math.abs(weight) - 1) <= UNIT_WITHIN)) return undefined;
  const signs = weights.map(Math.sign);
  const rest = y.map((value, i) =>
    chosen.reduce((left, j, k) => left - signs[k] * columns[j][i], value),
  );
  const isSum = (spreadOf(rest) / spreadOf(y)) ** 2 <= NEARLY;
  return isSum ? { signs, constant: meanOf(rest) } : undefined;
}

function isFew({ chosen }: FewColumns, n: number): boolean {
  return chosen.length >= 2 && chosen.length <= MOST_COLUMNS && n >= 10 * chosen.length;
}

/** The small whole number, or one half, that a coefficient stands for. */
function roundWeight(weight: number): number | undefined {
  const size = Math.abs(weight);
  const whole = [0.5, 1, 2, 3, 4, 5, 10, 100].find(
    (round) => Math.abs(size - round) <= ROUND_WITHIN * round,
  );
  return whole === undefined ? undefined : Math.sign(weight) * whole;
}

/** Share of rows in which a factor must not be zero. */
const FEWEST_NONZERO = 0.9;

function findProduct({ names, columns }: NumericBlock, y: Float64Array): Formula | undefined {
  const isUsed = (x: Float64Array): boolean =>
    x.reduce((n, value) => n + Number(value !== 0), 0) >= FEWEST_NONZERO * x.length;
  if (!isUsed(y)) return undefined;
  const factors = columns
    .map((values, j) => ({ name: names[j], values }))
    .filter(({ values }) => isUsed(values));
  const rows = Int32Array.from(y, (_, i) => i).filter(
    (i) => y[i] !== 0 && factors.every(({ values }) => values[i] !== 0),
  );
  if (factors.length < 2 || rows.length < Math.max(FEWEST_ROWS, y.length / 2)) return undefined;
  const logs = (values: Float64Array) => Float64Array.from(rows, (i) => log(Math.abs(values[i])));
  const fit = fitFewColumns(
    factors.map(({ values }) => logs(values)),
    logs(y),
  );
  if (!isFew(fit, rows.length) || fit.needed < TIMES_NEEDED || fit.unexplained > NEARLY)
    return undefined;
  const powers = fit.weights.map((weight) =>
    [0.5, 1, 2, 3].find((power) => Math.abs(Math.abs(weight) - power) < 0.05),
  );
  if (powers.some((power) => power === undefined)) return undefined;
  const parts = fit.chosen.map((j, k) => ({
    name: factors[j].name,
    values: factors[j].values,
    power: Math.sign(fit.weights[k]) * (powers[k] ?? 1),
  }));
  const made = Float64Array.from(rows, (i) =>
    parts.reduce((product, { values, power }) => product * powerOf(values[i], power), 1),
  );
  const truth = Float64Array.from(rows, (i) => y[i]);
  const r = correlation(made, truth);
  if (!(1 - r * r <= NEARLY)) return undefined;
  const scale = meanOf(truth) / meanOf(made);
  return {
    columns: parts.map(({ name }) => name),
    words: productInWords(
      parts.map(({ name, power }) => ({ name: nameInFormula(name), power })),
      Math.abs(scale - 1) < 0.02 ? 1 : scale,
    ),
    unexplained: 1 - r * r,
    isPlain: true,
  };
}

function powerOf(x: number, power: number): number {
  const size = Math.abs(power);
  const raised =
    size === 0.5 ? Math.sqrt(Math.abs(x)) : size === 1 ? x : size === 2 ? x * x : x * x * x;
  return power < 0 ? 1 / raised : raised;
}

function findPairFormula({ names, columns }: NumericBlock, y: Float64Array): Formula | undefined {
  const pair = findPairTerm(columns, y);
  if (!pair) return undefined;
  const fit = fitFewColumns([...columns, pair.values], y);
  if (fit.chosen.length > MOST_COLUMNS || fit.needed < TIMES_NEEDED || fit.unexplained > EXACT)
    return undefined;
  const words = pair.words(nameInFormula(names[pair.a]), nameInFormula(names[pair.b]));
  const isAlone = fit.chosen.length === 1;
  const terms = fit.chosen.map((j, k) => ({
    name: j < names.length ? nameInFormula(names[j]) : isAlone ? words : `(${words})`,
    weight: roundWeight(fit.weights[k]) ?? fit.weights[k],
  }));
  const constant = Math.abs(fit.intercept) < 0.01 * spreadOf(y) ? 0 : fit.intercept;
  const used = new Set([pair.a, pair.b, ...fit.chosen.filter((j) => j < names.length)]);
  return {
    columns: [...used].map((j) => names[j]),
    words: sumInWords(terms, constant),
    unexplained: fit.unexplained,
    isPlain: fit.weights.every((weight) => roundWeight(weight) !== undefined),
  };
}

function meanOf(values: Float64Array): number {
  return values.reduce((sum, x) => sum + x, 0) / values.length;
}

function spreadOf(values: Float64Array): number {
  const mean = meanOf(values);
  return Math.sqrt(values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / values.length);
}

function describe(
  { columns, words, unexplained, isPlain }: Formula,
  target: string,
  nRows: number,
): Finding {
  const r2 = 1 - unexplained;
  const how =
    unexplained < 1e-9
      ? 'exactly'
      : `with R squared ${(Math.floor(r2 * 10_000) / 10_000).toFixed(4)}`;
  return {
    code: 'LEAK_COMBINATION',
    severity: 'warning',
    message: `Columns ${listNames(columns, 8)} together give the answer away: ${nameInFormula(target)} = ${words}, ${how} in ${nRows} rows.`,
    hint: 'They are probably parts of the target.',
    details: { target, columns, evidence: 'formula', formula: words, r2, isPlain, nRows },
  };
}
