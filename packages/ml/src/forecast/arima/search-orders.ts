import { type ArmaFit, type ArmaOrder, fitArma } from './fit-arma.ts';

/** What a search over orders may try. */
export interface OrderSearch {
  readonly values: Float64Array;
  /** 1: no seasonal factors. */
  readonly period: number;
  /** Whether models with a mean are tried. */
  readonly mayHaveMean: boolean;
}

const MOST_ORDERS = { p: 5, q: 5, sp: 2, sq: 2 } as const;
const MOST_MODELS = 40;
/** Points that models are told apart by: the last ones, since orders need no more. */
const LAST_POINTS = 300;
/** Models are told apart by AICc at this precision; the one that is kept is fitted to the end. */
const ROUGHLY = 1e-4;

/**
 * Climbs from model to model while AICc falls: from the best of four simple ones, one order up or down by one, p and q
 * or their seasonal twins together, the mean in or out.
 *
 * @cost At most 40 fits.
 * @source Hyndman & Khandakar (2008), Journal of Statistical Software 27(3), 3.2.
 */
export function searchOrders({ values, period, mayHaveMean }: OrderSearch): ArmaFit | undefined {
  const recent = values.subarray(Math.max(0, values.length - LAST_POINTS));
  const seen = new Set<string>();
  let best: ArmaFit | undefined;
  const attempt = (order: ArmaOrder): boolean => {
    const key = JSON.stringify(order);
    if (seen.has(key) || seen.size >= MOST_MODELS || !isAllowed(order, period)) return false;
    if (order.hasMean && !mayHaveMean) return false;
    const k = order.p + order.q + order.sp + order.sq + 2;
    if (values.length < k + 3 + period * Math.max(order.sp, order.sq)) return false;
    seen.add(key);
    const fit = fitArma(recent, order, {
      period,
      enough: ROUGHLY,
      ...(best && { near: best.partials }),
    });
    if (fit === undefined || !(fit.aicc < (best?.aicc ?? Number.POSITIVE_INFINITY))) return false;
    best = fit;
    return true;
  };
  const s = period > 1 ? 1 : 0;
  attempt({ p: 0, q: 0, sp: 0, sq: 0, hasMean: false });
  attempt({ p: 0, q: 0, sp: 0, sq: 0, hasMean: true });
  attempt({ p: 1, q: 0, sp: s, sq: 0, hasMean: mayHaveMean });
  attempt({ p: 0, q: 1, sp: 0, sq: s, hasMean: mayHaveMean });
  attempt({ p: 2, q: 2, sp: s, sq: s, hasMean: mayHaveMean });
  while (best !== undefined && neighborsOf(best.order).some(attempt));
  return best && (fitArma(values, best.order, { period, near: best.partials }) ?? best);
}

function isAllowed({ p, q, sp, sq }: ArmaOrder, period: number): boolean {
  if (Math.min(p, q, sp, sq) < 0 || (period === 1 && sp + sq > 0)) return false;
  return p <= MOST_ORDERS.p && q <= MOST_ORDERS.q && sp <= MOST_ORDERS.sp && sq <= MOST_ORDERS.sq;
}

function neighborsOf(order: ArmaOrder): readonly ArmaOrder[] {
  const { p, q, sp, sq, hasMean } = order;
  return [
    { ...order, sp: sp - 1 },
    { ...order, sq: sq - 1 },
    { ...order, sp: sp + 1 },
    { ...order, sq: sq + 1 },
    { ...order, sp: sp - 1, sq: sq - 1 },
    { ...order, sp: sp + 1, sq: sq + 1 },
    { ...order, p: p - 1 },
    { ...order, q: q - 1 },
    { ...order, p: p + 1 },
    { ...order, q: q + 1 },
    { ...order, p: p - 1, q: q - 1 },
    { ...order, p: p + 1, q: q + 1 },
    { ...order, hasMean: !hasMean },
  ];
}
