export { compileServingChecks, type ServingChecks } from './compile-serving-checks.ts';
export { servingEnvironment, toServingSchema } from './to-serving-schema.ts';
export { type UnmatchedNames, unmatchedNames } from './unmatched-names.ts';
