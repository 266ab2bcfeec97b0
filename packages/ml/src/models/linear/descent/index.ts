export { gramDescent } from './gram-descent.ts';
export { lassoLogistic } from './lasso-logistic.ts';
export { lassoSquares } from './lasso-squares.ts';
export { columnsInNeed } from './proximal-newton.ts';
