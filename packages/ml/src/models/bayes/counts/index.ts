export { type ClassCounts, countByClass } from './count-by-class.ts';
export { COUNT_TRAITS, countForms } from './count-forms.ts';
export type { CountScores } from './predict-counts.ts';
export { SMOOTHING_PARAM } from './smoothing-param.ts';
