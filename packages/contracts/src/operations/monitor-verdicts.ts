import { z } from 'zod';
import { MonitorFinding, VerdictStatus } from './monitor-finding.ts';
import { BasisVerdict } from './monitor-performance.ts';
import { DatasetMonitorSettings, MonitorSettings } from './monitor-settings.ts';
import { newestOfSpan } from './newest-of-span.ts';
import { operation } from './operation.ts';
import { Instant, Name } from './shared.ts';

/** What is watched, at the door: an endpoint by its name, a dataset as `dataset:NAME`. */
export const Watched = z
  .string()
  .regex(
    /^(?:dataset:)?[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/,
    'must be the name of an endpoint, or `dataset:` and the name of a dataset',
  );

/** Where a verdict is, and on how much it stands. */
export const place = {
  start: Instant,
  end: Instant,
  version: z
    .number()
    .int()
    .describe('Version that answered most in that time, or version of the dataset.'),
  nRows: z.number().int(),
} as const;

export const MonitorVerdict = z.object({
  ...place,
  status: VerdictStatus,
  findings: z.array(MonitorFinding),
});

export const MonitorStanding = z.object({
  endpoint: Watched.describe('Name of the endpoint, or `dataset:` and the name of the dataset.'),
  isPaused: z.boolean(),
  status: VerdictStatus.nullable().describe('Of the last verdict; null before the first.'),
  lastVerdictAt: Instant.nullable().describe('End of the windows that were judged last.'),
  nRows: z.number().int().describe('Rows of the last verdict.'),
  nWatched: z.number().int().describe('Columns and figures that it looked at.'),
  nDrifted: z.number().int(),
  alarms: z.array(z.string()).describe('What alerts are raised of, as `check/column`.'),
  countedTo: Instant.nullable().describe(
    'Everything that was logged before is counted; of a dataset the end of its last window.',
  ),
  course: z.array(VerdictStatus).describe('Of the last 24 verdicts, oldest first.'),
});

export const monitorsList = operation({
  name: 'monitors.list',
  doc: 'How every endpoint that answers and every watched dataset is doing: the last verdict on its windows, and what alarms are raised.',
  http: 'GET /api/v1/monitors',
  input: z.object({}),
  output: z.object({ items: z.array(MonitorStanding) }),
  errors: [],
  example: {},
});

const endpoint = Name.describe('Name of the endpoint.');
const watched = Watched.describe('Name of the endpoint, or `dataset:NAME`.');

export const monitorsShow = operation({
  name: 'monitors.show',
  doc: 'One monitor: its last verdict column by column, its settings, and how often chance alone would alarm.',
  http: 'GET /api/v1/monitors/{endpoint}',
  input: z.object({ endpoint: watched }),
  output: z.object({
    ...MonitorStanding.shape,
    settings: MonitorSettings,
    dataset: DatasetMonitorSettings.nullable().describe(
      'Of a dataset: how it is watched, as `monitors.watch` took it; null of an endpoint.',
    ),
    verdict: MonitorVerdict.nullable(),
    performance: z
      .array(BasisVerdict)
      .describe('The last verdict of each basis of performance; see `monitors.performance`.'),
    falseAlarmsPerMonth: z
      .number()
      .nullable()
      .describe(
        'Alarms that its rules would raise by chance at most in 30 days without any change, at the pace of its last verdicts; null before the second, and where they came within ten seconds of each other.',
      ),
  }),
  errors: ['ENDPOINT_NOT_FOUND', 'MONITOR_NOT_FOUND'],
  example: { endpoint: 'penguins-species' },
});

export const monitorsHistory = operation({
  name: 'monitors.history',
  doc: 'Verdicts over time, oldest first: how each column moved, window by window.',
  http: 'GET /api/v1/monitors/{endpoint}/history',
  input: z.object({
    endpoint: watched,
    ...newestOfSpan('verdicts'),
    column: z.string().optional().describe('Findings of this column alone.'),
  }),
  output: z.object({ endpoint: Watched, items: z.array(MonitorVerdict) }),
  errors: ['ENDPOINT_NOT_FOUND', 'MONITOR_NOT_FOUND', 'ARGUMENT_INVALID'],
  example: { endpoint: 'penguins-species', limit: 24 },
});

export const monitorsLook = operation({
  name: 'monitors.look',
  doc: 'Counts what was logged since the last look, or the versions of a dataset that came since, and judges the windows that are over, now instead of in some seconds.',
  http: 'POST /api/v1/monitors/{endpoint}/look',
  input: z.object({ endpoint: watched }),
  output: z.object({
    ...MonitorStanding.shape,
    nVerdicts: z.number().int().describe('Made by this look.'),
  }),
  errors: [
    'ENDPOINT_NOT_FOUND',
    'MONITOR_NOT_FOUND',
    'DATASET_NOT_FOUND',
    'ARTIFACT_NOT_FOUND',
    'ARTIFACT_DAMAGED',
    'MODEL_ARTIFACT_INVALID',
  ],
  example: { endpoint: 'penguins-species' },
});

const MovedAnswers = z.object({
  explained: z.string().describe('`probability of "yes"`, or the name of the target.'),
  before: z.number().describe('Mean answer with the column as it was.'),
  after: z.number().describe('Mean answer with the column as it is, all others as they were.'),
});

export const monitorsCauses = operation({
  name: 'monitors.causes',
  doc: 'Why an endpoint is not what it was: columns by what their move does to the answers, since when, and what else changed then.',
  http: 'GET /api/v1/monitors/{endpoint}/causes',
  input: z.object({ endpoint }),
  output: z.object({
    endpoint: Name,
    paragraph: z.string().describe('All of it for a person, with what to do next.'),
    next: z.string().describe('Command that comes next.'),
    columns: z.array(
      z.object({
        column: z.string(),
        moved: z.string().describe('What moved, in words.'),
        effect: z.number(),
        importance: z
          .number()
          .nullable()
          .describe(
            'Share of all importance of the columns, 0 to 1; null where nobody measured it.',
          ),
        since: z
          .object({ at: Instant, low: Instant, high: Instant })
          .nullable()
          .describe('Begin of the first windows after the change, and between which it may be.'),
        answers: MovedAnswers.nullable(),
      }),
    ),
    answers: z.string().nullable().describe('How the answers moved; null where they did not.'),
    beside: z.array(MonitorFinding).describe('What else is beyond its bounds.'),
    natural: z.array(z.string()).describe('Columns that moved as they did a season ago.'),
    upstream: z
      .array(z.object({ at: Instant, subject: z.string(), what: z.string() }))
      .describe('What else changed at that time, newest first: a coincidence, not a proof.'),
  }),
  errors: [
    'ENDPOINT_NOT_FOUND',
    'ARTIFACT_NOT_FOUND',
    'ARTIFACT_DAMAGED',
    'MODEL_ARTIFACT_INVALID',
  ],
  example: { endpoint: 'penguins-species' },
});
