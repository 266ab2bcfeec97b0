import type { ArtifactHash } from '@kaizenml/contracts';
import type { ArtifactStore } from '../../artifacts/store.ts';
import { openStoredForecast } from '../../models/index.ts';

/** Opens a forecast; each call of what comes back forecasts one of its series, in turn. */
export async function askSeries(
  artifacts: Pick<ArtifactStore, 'read'>,
  artifact: ArtifactHash,
): Promise<() => unknown> {
  const model = await openStoredForecast(artifacts, artifact);
  const { names } = model;
  let asked = 0;
  return () => model.forecast({ series: [names[asked++ % names.length] ?? ''] });
}
