export { covariances, inLengths, squaredDistance } from './covariance.ts';
export { learnHyperparameters } from './learn-hyperparameters.ts';
export { factorize, solveLower, solveUpper } from './triangle.ts';
