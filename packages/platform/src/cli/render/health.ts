import { formatInstant } from '../format.ts';
import { renderPairs } from '../table.ts';
import type { Renderers } from './render.ts';

export const renderHealth: Renderers<'health'> = {
  show: ({ status, version, startedAt, home }, { style }) =>
    renderPairs(
      [
        ['status', style.green(status)],
        ['version', version],
        ['started', formatInstant(startedAt)],
        ['schema', String(home.schemaVersion)],
        ['runs', String(home.nRuns)],
        ['models', String(home.nModels)],
      ],
      style,
    ),
};
