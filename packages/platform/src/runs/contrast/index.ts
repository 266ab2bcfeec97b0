export { contrastOfRuns } from './contrast.ts';
