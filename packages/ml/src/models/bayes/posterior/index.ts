export { classMass, logPriors } from './class-mass.ts';
export { PRIOR_PARAM } from './prior-param.ts';
export { readPriors } from './read-priors.ts';
export { toPosterior } from './to-posterior.ts';
