export { classMass, logPriors } from './class-mass.ts';
export { PRIOR_PARAM } from './prior-param.ts';
export { toPosterior } from './to-posterior.ts';
