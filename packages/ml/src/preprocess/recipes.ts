import type { ColumnKind } from '@kaizenml/contracts';

/** What kind of matrix is wanted: see the trait `features` of an estimator; of tables with text also sparse rows. */
export type Recipe = 'dense' | 'ordinal' | 'native' | 'sparse' | 'counts';

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

/** Recipes that make rows whose zeros are left out. */
const SPARSE_RECIPES: ReadonlySet<Recipe> = new Set(['sparse', 'counts']);

/** Whether a recipe makes rows whose zeros are left out. */
export function makesSparseRows(recipe: Recipe): boolean {
  return SPARSE_RECIPES.has(recipe);
}

/**
 * The chains of each recipe: `dense` for models that weigh columns, `ordinal` for trees, `native` for
 * models that take missing numbers and categories as they are. Of text they make topics and figures.
 *
 * `sparse` and `counts` are for models that take rows whose zeros are left out: they make a column of every term.
 * `counts` has nothing below 0. A step takes the columns whose kind its transformer accepts; ids are in no recipe.
 */
export const RECIPES: Readonly<Record<Recipe, RecipeChains>> = {
  dense: {
    number: chain('impute-number', 'scale'),
    date: chain('date-parts', 'scale'),
    boolean: DENSE_CATEGORY,
    category: DENSE_CATEGORY,
    text: chain('text-statistics', 'text-topics', 'scale'),
  },
  ordinal: {
    number: chain('impute-number'),
    date: chain('date-parts'),
    boolean: chain('ordinal'),
    category: chain('ordinal'),
    text: chain('text-statistics', 'text-topics'),
  },
  native: {
    number: chain('keep-number'),
    date: chain('date-parts'),
    boolean: chain('ordinal'),
    category: chain('ordinal'),
    text: chain('text-statistics', 'text-topics'),
  },
  sparse: {
    number: chain('impute-number', 'scale'),
    date: chain('date-parts', 'scale'),
    boolean: DENSE_CATEGORY,
    category: DENSE_CATEGORY,
    text: chain('text-statistics', 'scale', 'tf-idf'),
  },
  counts: {
    number: chain('impute-number', 'to-unit-range'),
    date: chain('date-parts', 'to-unit-range'),
    boolean: DENSE_CATEGORY,
    category: DENSE_CATEGORY,
    text: chain('tf-idf'),
  },
};
