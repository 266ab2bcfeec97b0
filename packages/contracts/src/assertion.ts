/** What a business rule does where its condition holds. */
export const ASSERTION_ACTIONS = ['override', 'clamp', 'refuse', 'flag'] as const;

export type AssertionAction = (typeof ASSERTION_ACTIONS)[number];

/** A business rule about the answers of a model: what it may not say, whatever it has learned. */
export interface Assertion {
  /** Unique among the rules of an endpoint. */
  readonly name: string;
  /**
   * Condition over the columns of the row and over `prediction`, such as `age < 18` or `prediction > 3 * income`, in the
   * language of the rules of a schema. Default: every row. A row of which it does not know, because a value is missing, is left alone.
   */
  readonly when?: string | undefined;
  /** override: `value` is the answer · clamp: the answer is kept between `min` and `max` · refuse: the request is refused · flag: the answer stays and is marked. */
  readonly action: AssertionAction;
  /** Of `override`: a class, or a number. */
  readonly value?: string | number | undefined;
  /** Of `clamp`. */
  readonly min?: number | undefined;
  readonly max?: number | undefined;
  /** Why, for who gets the answer. */
  readonly because?: string | undefined;
}

/** A business rule that did something. */
export interface AppliedAssertion {
  /** From 1. */
  readonly row: number;
  readonly name: string;
  readonly action: AssertionAction;
  /** What the model had answered. */
  readonly from: string | number;
  /** What is answered instead; the same for `flag`. */
  readonly to: string | number;
  readonly message: string;
}
