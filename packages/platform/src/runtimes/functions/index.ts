export { type OpenedFunction, type OpenFunctionOptions, openFunction } from './open-function.ts';
