export { type Density, densityOf } from './parzen.ts';
