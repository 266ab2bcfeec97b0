import { z } from 'zod';

/** How an operation names a model. */
export const modelReference = {
  name: z
    .string()
    .describe(
      '`name` (its champion, or the newest version), `name@alias` or `name/version` (URL-encoded in a path).',
    ),
} as const;

/** What finding the version that is meant may fail with. */
export const RESOLVE_ERRORS = [
  'MODEL_NOT_FOUND',
  'MODEL_VERSION_NOT_FOUND',
  'MODEL_ALIAS_NOT_FOUND',
  'MODEL_NOT_SERVABLE',
] as const;
/** What opening it may fail with besides. */
export const LOAD_ERRORS = [
  ...RESOLVE_ERRORS,
  'ARTIFACT_NOT_FOUND',
  'ARTIFACT_DAMAGED',
  'MODEL_ARTIFACT_INVALID',
  'MODEL_FORECASTS',
  'MODEL_FOREIGN',
] as const;
