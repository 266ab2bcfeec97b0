import type { ColumnKind } from '@kaizenml/contracts';

/** What kind of matrix is wanted: see the trait `features` of an estimator; of tables with text also sparse rows. */
export type Recipe = 'dense' | 'ordinal' | 'native' | 'sparse' | 'counts' | EnrichedRecipe;

/** Recipes that add what the target says of levels and of combined columns. */
export type EnrichedRecipe = 'dense-enriched' | 'ordinal-enriched' | 'native-enriched';

/** One step of a chain: which transformer, and which columns of the chain so far it takes. */
export interface RecipeStep {
  readonly transformer: string;
  /** `values` leaves the 0/1 columns that mark missing values alone. */
  readonly takes: 'every column' | 'values';
  /** What differs from the transformer's defaults. */
  readonly params?: Readonly<Record<string, number | boolean>>;
}

/** Steps for the columns of one kind; a kind without steps gives no matrix columns. */
export type RecipeChains = Readonly<Partial<Record<ColumnKind, readonly RecipeStep[]>>>;

const chain = (...transformers: readonly string[]): readonly RecipeStep[] =>
  transformers.map((transformer) => ({
    transformer,
    takes: transformer === 'scale' ? 'values' : 'every column',
  }));

const DENSE_CATEGORY = chain('impute-category', 'rare-levels', 'one-hot');

/** Levels from which 0/1 columns are too many, or too rare, to say what a level says. */
const MANY_LEVELS = 10;

/** Recipes that make rows whose zeros are left out. */
const SPARSE_RECIPES: ReadonlySet<Recipe> = new Set(['sparse', 'counts']);

/** Whether a recipe makes rows whose zeros are left out. */
export function makesSparseRows(recipe: Recipe): boolean {
  return SPARSE_RECIPES.has(recipe);
}

const PLAIN = {
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
} as const satisfies Readonly<Record<string, RecipeChains>>;

/** Target encodings of categories of so many levels and more, beside what else is made of them. */
const encoded = (fewestLevels: number): RecipeStep => ({
  transformer: 'target-encoding',
  takes: 'every column',
  params: { fewestLevels },
});

/**
 * The chains of each recipe: `dense` for models that weigh columns, `ordinal` for trees, `native` for
 * models that take missing numbers and categories as they are. Of text they make topics and figures.
 *
 * `sparse` and `counts` are for models that take rows whose zeros are left out: they make a column of every term.
 * `counts` has nothing below 0. The `enriched` ones have, beside what their namesake makes, what `learnRows` finds in the
 * training rows: means of the target by level, points on the circles of day, week and year, and columns that are derived of
 * two. A step takes the columns whose kind its transformer accepts; ids are in no recipe.
 */
export const RECIPES: Readonly<Record<Recipe, RecipeChains>> = {
  ...PLAIN,
  'dense-enriched': {
    ...PLAIN.dense,
    date: [...chain('date-cycles'), ...PLAIN.dense.date],
    category: [encoded(MANY_LEVELS), ...chain('scale'), ...PLAIN.dense.category],
  },
  'ordinal-enriched': { ...PLAIN.ordinal, category: [encoded(3), ...PLAIN.ordinal.category] },
  'native-enriched': { ...PLAIN.native, category: [encoded(3), ...PLAIN.native.category] },
};

const PAIR: RecipeStep = {
  transformer: 'target-encoding',
  takes: 'every column',
  params: { keepsLevels: false },
};

/** The chain of a pair of categories: its encoding, and nothing of each pair of levels. Trees pair categories by themselves. */
export const PAIR_CHAIN: readonly RecipeStep[] = [PAIR, ...chain('scale')];

/** Whether a recipe pairs categories. */
export function hasPairs(recipe: Recipe): boolean {
  return recipe === 'dense-enriched';
}

/** Whether a recipe learns from the target what training rows must not see of themselves: see `learnRows`. */
export function isEnriched(recipe: Recipe): recipe is EnrichedRecipe {
  return recipe.endsWith('-enriched');
}
