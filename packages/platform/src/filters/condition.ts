/** What a search asks of runs, experiments, models or versions, whatever the words it was asked in. */
export type Condition =
  | { readonly kind: 'all'; readonly of: readonly Condition[] }
  | { readonly kind: 'any'; readonly of: readonly Condition[] }
  /** Of everything that `of` does not hold for: also of what has no such field. */
  | { readonly kind: 'not'; readonly of: Condition }
  | Comparison;

/**
 * One comparison of a field. Where a thing has no such field, no comparison holds but `is-null`, also none that is negated.
 *
 * A metric that is not a number equals nothing, and nothing is more or less: only `!=` holds. Of several tables that a run
 * read, one must be as asked. In a pattern `%` stands for any characters and `_` for one; nothing escapes them. Without case
 * the letters A to Z are the same as a to z.
 */
export type Comparison =
  | {
      readonly kind: 'compare';
      readonly field: Field;
      readonly by: NumberOrder;
      readonly value: number;
    }
  | {
      readonly kind: 'compare';
      readonly field: Field;
      readonly by: '=' | '!=';
      readonly value: string;
    }
  | {
      readonly kind: 'like';
      readonly field: Field;
      readonly pattern: string;
      readonly isCaseless: boolean;
      readonly isNegated: boolean;
    }
  | {
      readonly kind: 'in';
      readonly field: Field;
      readonly values: readonly string[];
      readonly isNegated: boolean;
    }
  | { readonly kind: 'is-null'; readonly field: Field; readonly isNegated: boolean };

export type NumberOrder = '=' | '!=' | '<' | '<=' | '>' | '>=';

/** What is compared. Keys are those of whoever logged them. */
export type Field =
  | { readonly of: 'metric' | 'param' | 'tag'; readonly key: string }
  | { readonly of: 'dataset'; readonly key: 'name' | 'digest' | 'context' }
  | { readonly of: 'attribute'; readonly key: string };

/** One key of an order; things without the field come last, whichever way it goes. */
export interface Order {
  readonly field: Field;
  readonly isDescending: boolean;
}
