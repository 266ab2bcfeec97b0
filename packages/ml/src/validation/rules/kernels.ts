/** Rows that rules work on at a time: what they touch stays in the fastest memory. */
export const BLOCK_ROWS = 1024;

/** Truth values in `Uint8Array`: false, true, missing. */
export const FALSE = 0;
export const TRUE = 1;
export const MISSING = 2;

type Numbers = Float64Array;
type Truths = Uint8Array;
type Fill<In, Out> = (a: In, b: In, out: Out, n: number) => void;

/** Arithmetic row by row; NaN is missing, and so is what has no value, such as a division by zero. */
export const ARITHMETIC: Readonly<Record<'+' | '-' | '*' | '/' | '%', Fill<Numbers, Numbers>>> = {
  '+': (a, b, out, n) => {
    for (let i = 0; i < n; i++) out[i] = a[i] + b[i];
  },
  '-': (a, b, out, n) => {
    for (let i = 0; i < n; i++) out[i] = a[i] - b[i];
  },
  '*': (a, b, out, n) => {
    for (let i = 0; i < n; i++) out[i] = a[i] * b[i];
  },
  '/': (a, b, out, n) => {
    for (let i = 0; i < n; i++) out[i] = b[i] === 0 ? Number.NaN : a[i] / b[i];
  },
  '%': (a, b, out, n) => {
    for (let i = 0; i < n; i++) out[i] = a[i] % b[i];
  },
};

const less: Fill<Numbers, Truths> = (a, b, out, n) => {
  for (let i = 0; i < n; i++) {
    const [x, y] = [a[i], b[i]];
    out[i] = x < y ? TRUE : x >= y ? FALSE : MISSING;
  }
};

const lessEqual: Fill<Numbers, Truths> = (a, b, out, n) => {
  for (let i = 0; i < n; i++) {
    const [x, y] = [a[i], b[i]];
    out[i] = x <= y ? TRUE : x > y ? FALSE : MISSING;
  }
};

const equal: Fill<Numbers, Truths> = (a, b, out, n) => {
  for (let i = 0; i < n; i++) {
    const [x, y] = [a[i], b[i]];
    out[i] = x === y ? TRUE : x < y || x > y ? FALSE : MISSING;
  }
};

const unequal: Fill<Numbers, Truths> = (a, b, out, n) => {
  for (let i = 0; i < n; i++) {
    const [x, y] = [a[i], b[i]];
    out[i] = x === y ? FALSE : x < y || x > y ? TRUE : MISSING;
  }
};

/** Comparisons of numbers and instants, missing where a side is. */
export const COMPARISONS: Readonly<
  Record<'==' | '!=' | '<' | '<=' | '>' | '>=', Fill<Numbers, Truths>>
> = {
  '==': equal,
  '!=': unequal,
  '<': less,
  '<=': lessEqual,
  '>': (a, b, out, n) => less(b, a, out, n),
  '>=': (a, b, out, n) => lessEqual(b, a, out, n),
};

/** Results at `3 * a + b`: Kleene's strong logic of three values. */
const AND = Uint8Array.of(0, 0, 0, 0, 1, 2, 0, 2, 2);
const OR = Uint8Array.of(0, 1, 2, 1, 1, 1, 2, 1, 2);
const IMPLIES = Uint8Array.of(1, 1, 1, 0, 1, 2, 2, 1, 2);
const EQUAL = Uint8Array.of(1, 0, 2, 0, 1, 2, 2, 2, 2);
const UNEQUAL = Uint8Array.of(0, 1, 2, 1, 0, 2, 2, 2, 2);

const lookUp =
  (table: Uint8Array): Fill<Truths, Truths> =>
  (a, b, out, n) => {
    for (let i = 0; i < n; i++) out[i] = table[3 * a[i] + b[i]];
  };

/**
 * Logic row by row: what is missing may become known, `false and missing` is false.
 *
 * @source Kleene (1952), "Introduction to Metamathematics", § 64.
 */
export const LOGIC: Readonly<Record<'and' | 'or' | 'implies' | '==' | '!=', Fill<Truths, Truths>>> =
  {
    and: lookUp(AND),
    or: lookUp(OR),
    implies: lookUp(IMPLIES),
    '==': lookUp(EQUAL),
    '!=': lookUp(UNEQUAL),
  };

/** Turns true and false around in place. */
export function negate(truths: Truths, n: number): void {
  for (let i = 0; i < n; i++) truths[i] = truths[i] === MISSING ? MISSING : 1 - truths[i];
}
