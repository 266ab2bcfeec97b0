import { z } from 'zod';

/** Things that went or stayed which an answer names, at most; the figures are of all of them. */
export const MAX_NAMED_FILES = 1000;

const Bytes = z.number().int();

/** Artifacts of ours that left the disk, and those that did not. */
export const FreedArtifacts = z.object({
  nArtifacts: z.number().int().describe('Artifacts of ours that nothing needed any more.'),
  nFiles: z.number().int(),
  freedBytes: Bytes.describe('What they had on the disk.'),
  left: z
    .array(
      z.object({
        artifact: z.string().describe('SHA-256.'),
        sizeBytes: Bytes,
        why: z.array(z.string()).describe('What needs it, such as `run 01JD…` or `model churn/3`.'),
      }),
    )
    .describe(`Artifacts that stayed, the first ${MAX_NAMED_FILES} of them.`),
});

/** Files by path that went. */
export const removedFiles = {
  nFiles: z.number().int().describe('Files that it and the models that it logged had.'),
  sizeBytes: Bytes.describe('Of these files.'),
};

/** What became free of files by path. */
export const freedOfFiles = {
  freedBytes: Bytes.describe(
    'Of all these files; less than their sizes where other runs or versions have the same bytes.',
  ),
};

/** An age such as "90d". */
export const Age = z
  .string()
  .regex(/^\d+[dh]$/, 'must be a number of days or hours such as "90d" or "12h"');
