export { fitAdditive } from './fit-additive.ts';
export { holdOut } from './hold-out.ts';
