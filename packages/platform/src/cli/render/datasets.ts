import type { Operations, OutputOf } from '@kaizenml/contracts/operations';
import { formatInstant } from '../format.ts';
import { renderTable } from '../table.ts';
import { renderAugment } from './augment.ts';
import { renderCheck } from './check.ts';
import { renderConstraints, renderViolations } from './constraints.ts';
import { renderVersions } from './dataset-versions.ts';
import { renderDiff } from './diff.ts';
import { renderLint } from './lint.ts';
import { renderProfile } from './profile.ts';
import { renderRedact } from './redact.ts';
import { nextPage, type Renderers } from './render.ts';
import { renderSelection } from './select.ts';
import { renderValidation } from './validation.ts';

type Version = OutputOf<Operations['datasets']['list']>['items'][number];

export const renderDatasets: Renderers<'datasets'> = {
  ...renderVersions,
  augment: renderAugment,
  diff: renderDiff,
  check: renderCheck,
  constraints: renderConstraints,
  violations: renderViolations,
  lint: renderLint,
  redact: renderRedact,
  select: renderSelection,
  validate: renderValidation,
  list: ({ items, next }, look) =>
    renderTable<Version>(
      items,
      [
        { title: 'dataset', cell: ({ name, version }) => `${name}@${version}` },
        { title: 'rows', align: 'right', cell: ({ nRows }) => String(nRows) },
        { title: 'columns', align: 'right', cell: ({ nColumns }) => String(nColumns) },
        { title: 'created', cell: ({ createdAt }) => formatInstant(createdAt) },
        { title: 'source', cell: ({ source }) => source },
      ],
      look.style,
    ) + nextPage(next, look),
  profile: renderProfile,
};
