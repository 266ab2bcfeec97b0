/**
 * Polynomials in the backshift operator: index k is the coefficient of B^k, index 0 is 1.
 *
 * An autoregression y_t = a y_{t-1} + e_t is 1 - a B; a moving average e_t + b e_{t-1} is 1 + b B.
 */
export type Polynomial = Float64Array;

/** The product of two polynomials. */
export function multiply(a: Polynomial, b: Polynomial): Polynomial {
  const product = new Float64Array(a.length + b.length - 1);
  for (let i = 0; i < a.length; i++)
    for (let j = 0; j < b.length; j++) product[i + j] += a[i] * b[j];
  return product;
}

/** (1 - B)^d (1 - B^m)^D. */
export function differences(
  d: number,
  seasonal: { readonly times: number; readonly period: number },
) {
  const { times, period } = seasonal;
  let result: Polynomial = Float64Array.of(1);
  for (let k = 0; k < d; k++) result = multiply(result, Float64Array.of(1, -1));
  const season = new Float64Array(period + 1);
  season[0] = 1;
  season[period] -= 1;
  for (let k = 0; k < times; k++) result = multiply(result, season);
  return result;
}

/**
 * The polynomial 1 - a_1 B^s - ... - a_p B^{ps} of given partial autocorrelations. Its roots lie outside the unit
 * circle if and only if all of them lie between -1 and 1.
 *
 * @param spacing s, the period of a seasonal polynomial, else 1.
 * @source Barndorff-Nielsen & Schou (1973), Journal of Multivariate Analysis 3, 408-419; Jones (1980), Technometrics
 * 22, 389-395.
 */
export function fromPartials(partials: ArrayLike<number>, spacing: number): Polynomial {
  const p = partials.length;
  const a = new Float64Array(p);
  const before = new Float64Array(p);
  for (let k = 0; k < p; k++) {
    a[k] = partials[k];
    for (let j = 0; j < k; j++) a[j] = before[j] - partials[k] * before[k - 1 - j];
    before.set(a);
  }
  const result = new Float64Array(p * spacing + 1);
  result[0] = 1;
  for (let k = 0; k < p; k++) result[(k + 1) * spacing] = -a[k];
  return result;
}

/** Applies a polynomial to a series: sum of c_k y_{t-k}, from the first t that has all of them. */
export function applyPolynomial(polynomial: Polynomial, values: Float64Array): Float64Array {
  const lead = polynomial.length - 1;
  const result = new Float64Array(Math.max(0, values.length - lead));
  for (let t = 0; t < result.length; t++) {
    let sum = 0;
    for (let k = 0; k <= lead; k++) sum += polynomial[k] * values[t + lead - k];
    result[t] = sum;
  }
  return result;
}
