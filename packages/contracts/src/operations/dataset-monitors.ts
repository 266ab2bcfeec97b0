import { z } from 'zod';
import { DatasetMonitorSettings } from './monitor-settings.ts';
import { MonitorStanding } from './monitor-verdicts.ts';
import { operation } from './operation.ts';
import { Name } from './shared.ts';

const dataset = Name.describe('Name of the dataset.');

export const monitorsWatch = operation({
  name: 'monitors.watch',
  doc: 'Watches a dataset: each version that comes, or each span of its time column, is a window that is compared with a reference. Looks at once at what is there.',
  http: 'PUT /api/v1/datasets/{dataset}/monitor',
  input: z.object({
    dataset,
    settings: DatasetMonitorSettings.prefault({}).describe(
      'All of them; what is left out has its default. Where what is counted changes, windows are counted anew from the versions that are there.',
    ),
  }),
  output: z.object({
    ...MonitorStanding.shape,
    settings: DatasetMonitorSettings,
    nVerdicts: z.number().int().describe('Made by this look.'),
  }),
  errors: [
    'DATASET_NOT_FOUND',
    'COLUMN_UNKNOWN',
    'ARGUMENT_INVALID',
    'ARTIFACT_NOT_FOUND',
    'ARTIFACT_DAMAGED',
  ],
  positional: ['dataset', 'settings'],
  example: { dataset: 'rides', settings: { timeColumn: 'pickup', window: '1d' } },
});

export const monitorsUnwatch = operation({
  name: 'monitors.unwatch',
  doc: 'Ends the watch of a dataset: its windows and verdicts go, and its alerts end.',
  http: 'DELETE /api/v1/datasets/{dataset}/monitor',
  input: z.object({ dataset }),
  output: z.object({ dataset: Name }),
  errors: ['MONITOR_NOT_FOUND'],
  example: { dataset: 'rides' },
});
