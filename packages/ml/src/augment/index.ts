export {
  type Augmented,
  type AugmentMethod,
  type AugmentOptions,
  augmentTable,
  DEFAULT_NEIGHBORS,
  DEFAULT_NOISE,
} from './augment-table.ts';
export { type ClassPlan, MOST_TIMES } from './plan-classes.ts';
