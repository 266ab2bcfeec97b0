export type { Comparison, Condition, Field, NumberOrder, Order } from './condition.ts';
export {
  MAX_COMPARISONS,
  MAX_LIST_VALUES,
  MAX_SEARCH_DEPTH,
  parseExperimentFilter,
  parseFilter,
  parseLoggedModelFilter,
  parseModelFilter,
  parseRunFilter,
  parseVersionFilter,
} from './parse-filter.ts';
export { MAX_ORDERS, parseOrderBy, toLoggedModelOrder } from './parse-order.ts';
export { MAX_PATTERN_CHARACTERS } from './read-comparison.ts';
export {
  type AttributeType,
  SEARCH_WORDS,
  type SearchKind,
  type SearchWords,
} from './search-kind.ts';
export { MAX_SEARCH_CHARACTERS } from './token-reader.ts';
