import type { ColumnKind } from '@kaizenml/contracts';

/** What kind of matrix is wanted: see the trait `features` of an estimator. */
export type Recipe = 'dense' | 'ordinal' | 'native';

/** One step of a chain: which transformer, and which columns of the chain so far it takes. */
export interface RecipeStep {
  readonly transformer: string;
  /** `values` leaves the 0/1 columns that mark missing values alone. */
  readonly takes: 'every column' | 'values';
}

/** Steps for the columns of one kind; a kind without steps gives no matrix columns. */
export type RecipeChains = Readonly<Partial<Record<ColumnKind, readonly RecipeStep[]>>>;

const chain = (...transformers: readonly string[]): readonly RecipeStep[] =>
  transformers.map((transformer) => ({
    transformer,
    takes: transformer === 'scale' ? 'values' : 'every column',
  }));

const DENSE_CATEGORY = chain('impute-category', 'rare-levels', 'one-hot');

/**
 * The chains of each recipe: `dense` for models that weigh columns, `ordinal` for trees, `native` for
 * models that take missing numbers and categories as they are.
 *
 * Text and ids are in none: they need other methods than these.
 */
export const RECIPES: Readonly<Record<Recipe, RecipeChains>> = {
  dense: {
    number: chain('impute-number', 'scale'),
    date: chain('date-parts', 'scale'),
    boolean: DENSE_CATEGORY,
    category: DENSE_CATEGORY,
  },
  ordinal: {
    number: chain('impute-number'),
    date: chain('date-parts'),
    boolean: chain('ordinal'),
    category: chain('ordinal'),
  },
  native: {
    number: chain('keep-number'),
    date: chain('date-parts'),
    boolean: chain('ordinal'),
    category: chain('ordinal'),
  },
};
