import { z } from 'zod';
import { operation } from './operation.ts';
import { Instant, pageOf, paging } from './shared.ts';
import { RunKey } from './tracked-runs.ts';

/** Changes and removed files that an answer names, at most; the counts are of all of them. */
export const MAX_NAMED_FILES = 1000;

const Bytes = z.number().int();
const Content = z.object({ sha256: z.string(), sizeBytes: Bytes });

export const runsFiles = operation({
  name: 'runs.files',
  doc: 'What lies in a folder of the files that a run logged.',
  http: 'GET /api/v1/runs/{id}/files',
  input: z.object({
    id: RunKey,
    path: z
      .string()
      .min(1)
      .max(4096)
      .optional()
      .describe('A folder below the run, such as `plots`. Default: the top one.'),
    ...paging,
  }),
  output: pageOf(
    z.object({
      path: z.string().describe('Below the run.'),
      sha256: z.string().nullable().describe('null for a folder, as the rest is.'),
      sizeBytes: Bytes.nullable(),
      writtenAt: Instant.nullable(),
    }),
  ),
  errors: ['RUN_NOT_FOUND', 'ARTIFACT_PATH_INVALID', 'ARTIFACTS_ELSEWHERE'],
  example: { id: '01JD0000000000000000000000', path: 'plots' },
});

export const runsCompareFiles = operation({
  name: 'runs.compare-files',
  doc: 'Which files two runs and the models that they logged have in common by hash, and which came, went, changed or have another path.',
  http: 'GET /api/v1/runs/{id}/compare-files',
  input: z.object({
    id: RunKey.describe('The run that the other is compared with.'),
    against: RunKey.describe('The other.'),
  }),
  output: z.object({
    same: z.object({ nFiles: z.number().int(), sizeBytes: Bytes }),
    counts: z.object({
      added: z.number().int(),
      removed: z.number().int(),
      changed: z.number().int(),
      moved: z.number().int(),
    }),
    changes: z
      .array(
        z.object({
          path: z.string().describe('In the other; of a removed file in the first.'),
          change: z
            .enum(['added', 'removed', 'changed', 'moved'])
            .describe('As seen from the first: an added file is one that only the other has.'),
          from: z.string().nullable().describe('Path in the first of a moved file.'),
          before: Content.nullable(),
          after: Content.nullable(),
        }),
      )
      .describe(`By path, the first ${MAX_NAMED_FILES} of them.`),
  }),
  errors: ['RUN_NOT_FOUND', 'ARTIFACTS_ELSEWHERE'],
  positional: ['id', 'against'],
  example: { id: '01JD0000000000000000000000', against: '01JD0000000000000000000001' },
});

/** Largest file that is compared line by line, bytes. */
export const MAX_DIFF_BYTES = 256 * 1024;
/** Lines of a file that is compared line by line, at most. */
export const MAX_DIFF_LINES = 5000;

export const runsDiffFile = operation({
  name: 'runs.diff-file',
  doc: 'What differs in a small text file that two runs, or models that they logged, have: lines that went and lines that came.',
  http: 'GET /api/v1/runs/{id}/diff-file',
  input: z.object({
    id: RunKey.describe('The run that the other is compared with.'),
    against: RunKey.describe('The other.'),
    path: z.string().min(1).max(4096).describe('Of the file in the other.'),
    from: z
      .string()
      .min(1)
      .max(4096)
      .optional()
      .describe('Its path in the first. Default: the same.'),
  }),
  output: z.object({
    path: z.string(),
    before: Content.nullable().describe('null where the first has no such file.'),
    after: Content.nullable(),
    state: z
      .enum(['text', 'binary', 'large', 'different'])
      .describe(
        `text: \`hunks\` tells what differs · binary: it is no text in UTF-8 · large: of more than ${MAX_DIFF_BYTES / 1024} kB or ${MAX_DIFF_LINES} lines · different: more than 1000 lines went or came.`,
      ),
    hunks: z.array(
      z.object({
        beforeLine: z.number().int().describe('Number of its first line in the first, from 1.'),
        afterLine: z.number().int(),
        lines: z.array(z.object({ kind: z.enum(['same', 'removed', 'added']), text: z.string() })),
      }),
    ),
  }),
  errors: [
    'RUN_NOT_FOUND',
    'ARTIFACTS_ELSEWHERE',
    'ARTIFACT_PATH_INVALID',
    'ARTIFACT_PATH_NOT_FOUND',
    'ARTIFACT_DAMAGED',
    'ARTIFACTS_UNREACHABLE',
  ],
  positional: ['id', 'against', 'path'],
  example: {
    ...{ id: '01JD0000000000000000000000', against: '01JD0000000000000000000001' },
    path: 'params.yaml',
  },
});

export const runsPurge = operation({
  name: 'runs.purge',
  doc: 'Takes a deleted run and its files away for good, and reports what went.',
  http: 'POST /api/v1/runs/{id}/purge',
  input: z.object({ id: RunKey }),
  output: z.object({
    id: z.string(),
    name: z.string(),
    nFiles: z.number().int(),
    sizeBytes: Bytes.describe('Of these files.'),
    freedBytes: Bytes.describe('Less than that where other runs or versions have the same bytes.'),
    files: z
      .array(Content.extend({ path: z.string().describe('Below the run.') }))
      .describe(`By path, the first ${MAX_NAMED_FILES} of them.`),
    leftAt: z
      .string()
      .nullable()
      .describe('Where files of the run may lie that this server does not keep; null for nowhere.'),
  }),
  errors: ['RUN_NOT_FOUND', 'RUN_STATE', 'RUN_IN_USE', 'ARTIFACTS_UNREACHABLE'],
  example: { id: '01JD0000000000000000000000' },
});
