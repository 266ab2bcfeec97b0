export {
  CORRECTION_PARAMS,
  type Correction,
  type CorrectionOptions,
  type CorrectionRows,
  fitCorrection,
} from './fit-correction.ts';
export { baseOf, linkOf, tuneModel } from './tune-model.ts';
