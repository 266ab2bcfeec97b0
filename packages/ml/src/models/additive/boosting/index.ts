export { fitAdditive } from './fit-additive.ts';
export { workingResiduals } from './working-residuals.ts';
