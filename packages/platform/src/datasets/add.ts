import { invariant } from '@kaizenml/contracts';
import type { Handler, Operations } from '@kaizenml/contracts/operations';
import { type DatasetDeps, datasetName, type KeptVersion, keepVersion } from './ensure-version.ts';
import { toDatasetVersion } from './to-dataset-version.ts';
import { isSpanPattern, listSpanFiles } from './versions/span-pattern.ts';

/** Keeps a file, or one file per span, as dataset versions. */
export const addDataset =
  (deps: DatasetDeps): Handler<Operations['datasets']['add']> =>
  async ({ path, name }) => {
    const kept: KeptVersion[] = [];
    if (isSpanPattern(path)) {
      const dataset = name ?? datasetName(path.replaceAll(/[-_.]?\{\w+\}/g, ''));
      for (const file of await listSpanFiles(path))
        kept.push(await keepVersion(deps, { ...file, name: dataset }));
    } else kept.push(await keepVersion(deps, { path, name }));
    const last = kept.at(-1);
    invariant(last !== undefined, 'a pattern without files is refused');
    return {
      ...toDatasetVersion(last.record),
      findings: kept.flatMap(({ findings }) => findings.map((finding) => ({ ...finding }))),
      isNew: kept.some(({ isNew }) => isNew),
      sizeBytes: kept.reduce((sum, { record }) => sum + (record.raw?.sizeBytes ?? 0), 0),
      storedBytes: kept.reduce((sum, { storedBytes }) => sum + storedBytes, 0),
      spans: kept.flatMap(({ record: { span, version }, isNew }) =>
        span === undefined ? [] : [{ span, version, isNew }],
      ),
    };
  };
