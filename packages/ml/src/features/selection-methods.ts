import { allFeatures } from './methods/all-features.ts';
import { correlation } from './methods/correlation.ts';
import { importance } from './methods/importance.ts';
import { l1 } from './methods/l1.ts';
import { mutualInformation } from './methods/mutual-information.ts';
import { recursiveElimination } from './methods/recursive-elimination.ts';
import { univariate } from './methods/univariate.ts';
import type { SelectionMethod } from './selection-method.ts';

/** Every way to choose features, in the order of the table that compares them. */
export const SELECTION_METHODS: readonly SelectionMethod[] = [
  allFeatures,
  correlation,
  univariate,
  mutualInformation,
  recursiveElimination,
  l1,
  importance,
];
