export {
  compareSelections,
  type SelectedFold,
  type SelectionRow,
  type SelectionSetup,
} from './compare-selections.ts';
export type { SelectionMethod, SelectionOptions } from './selection-method.ts';
export { SELECTION_METHODS } from './selection-methods.ts';
