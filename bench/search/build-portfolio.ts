import { type Measured, type MeasuredTable, mean, regret } from './measured.ts';

/** What a fold costs besides the fit. */
const OVERHEAD_MS = 30;
const FAILED_MS = 3000;

/** A member of a portfolio, and where the portfolio stands with it. */
export interface Chosen {
  readonly at: number;
  /** Mean over tables of the best regret so far, and of the milliseconds per fold so far. */
  readonly regret: number;
  readonly ms: number;
}

/** How a portfolio is built. */
export interface BuildOptions {
  readonly size: number;
  /** 0: cost does not count; 1: what is won per millisecond counts. */
  readonly frugality: number;
  /** Estimators whose defaults come first, whatever they win; those that were not measured are left out. */
  readonly begin: readonly string[];
}

/**
 * Chooses configurations one by one: each time the one that lowers the mean regret most, in proportion to a power of what it
 * costs, so that the first ones are cheap.
 *
 * @source Feurer, Eggensperger, Falkner, Lindauer & Hutter (2022), "Auto-Sklearn 2.0", JMLR 23, section 3.1.
 */
export function buildPortfolio(
  { drafts, tables }: Measured,
  { size, frugality, begin }: BuildOptions,
): Chosen[] {
  const regrets = tables.map((table) => regretsOf(table));
  const costs = drafts.map((_, i) =>
    mean(tables.map(({ cells }) => Math.log(OVERHEAD_MS + (cells[i]?.ms ?? FAILED_MS)))),
  );
  const best = tables.map(() => 1);
  /** What is still to be won; anew once nothing is, so that a second layer stands behind the first. */
  const left = tables.map(() => 1);
  const known = begin.filter((name) => drafts.some(({ estimator }) => estimator === name));
  const chosen: Chosen[] = [];
  let ms = 0;
  while (chosen.length < size) {
    const taken = new Set(chosen.map(({ at }) => at));
    const gains = drafts.map((_, i) => {
      if (taken.has(i)) return -1;
      const gain = mean(regrets.map((each, t) => Math.max(0, left[t] - each[i])));
      return gain / Math.exp(frugality * costs[i]);
    });
    const wanted = known[chosen.length];
    const at =
      wanted === undefined
        ? gains.indexOf(Math.max(...gains))
        : drafts.findIndex(
            ({ estimator, params }) => estimator === wanted && Object.keys(params).length === 0,
          );
    if (gains[at] < 0) break;
    if (gains[at] === 0 && wanted === undefined) {
      left.fill(1);
      continue;
    }
    regrets.forEach((each, t) => {
      best[t] = Math.min(best[t], each[at]);
      left[t] = Math.min(left[t], each[at]);
    });
    ms += mean(tables.map(({ cells }) => cells[at]?.ms ?? FAILED_MS));
    chosen.push({ at, regret: mean(best), ms });
  }
  return chosen;
}

/** Mean regret of a portfolio on tables that it was not built on: each table left out in turn. */
export function leaveOneOut(measured: Measured, options: BuildOptions): number[] {
  const curves = measured.tables.map((left) => {
    const others = { ...measured, tables: measured.tables.filter((table) => table !== left) };
    return curveOf(
      left,
      buildPortfolio(others, options).map(({ at }) => at),
      options.size,
    );
  });
  return Array.from({ length: options.size }, (_, i) => mean(curves.map((curve) => curve[i])));
}

/** The best regret on a table after each of some configurations, in their order. */
export function curveOf(table: MeasuredTable, order: readonly number[], size: number): number[] {
  const regrets = regretsOf(table);
  let best = 1;
  return Array.from({ length: size }, (_, i) => {
    best = Math.min(best, i < order.length ? regrets[order[i]] : 1);
    return best;
  });
}

function regretsOf(table: MeasuredTable): number[] {
  return table.cells.map((cell) => regret(table, cell === null ? undefined : mean(cell.scores)));
}
