export { codeClosure, codeHash } from './code-hash.ts';
export { importModel } from './import-model.ts';
export { DEFAULT_BUDGET, type RunProjectOptions, runProject } from './run-project.ts';
export type { RunResult } from './run-result.ts';
export { type Handle, type Step, type StepContext, step } from './step.ts';
export { createStepRunner, type StepRunner } from './step-runner.ts';
export { readyHandle } from './step-values.ts';
export { train } from './train.ts';
export type { TrainRequest } from './train-request.ts';
