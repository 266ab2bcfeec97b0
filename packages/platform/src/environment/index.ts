export { captureEnvironment, originOf } from './capture-environment.ts';
