export { assertFinite } from './assert-finite.ts';
export { type Design, type Features, isSparse } from './design.ts';
export { withDesign } from './with-design.ts';
