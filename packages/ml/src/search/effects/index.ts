export {
  type EstimatorEffects,
  LEAST_TRIALS,
  type ParameterEffect,
  parameterEffects,
  type TriedParams,
} from './parameter-effects.ts';
