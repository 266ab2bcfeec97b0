import type { Finding } from '@kaizenml/contracts';
import type { ArtifactStore } from '../../artifacts/store.ts';
import type { Store } from '../../storage/store.ts';
import type { DatasetVersionRecord } from '../store.ts';
import { lineageOf } from '../versions/lineage-of.ts';
import { augmentedFinding } from './augmented-finding.ts';

/** That a version came out of an augmentation, as its lineage tells. */
export interface FoundAugmentation {
  readonly findings: readonly Finding[];
  /** Columns of the version that tell made rows: no model may use them. */
  readonly marks: readonly string[];
}

/**
 * Looks whether a version, or anything that it was made of, came out of `datasets.augment`.
 *
 * The file of an augmented version is known by its bytes and its values, whatever its name is now.
 */
export async function findAugmentation(
  {
    store: { datasets, lineage },
    artifacts,
  }: { readonly store: Pick<Store, 'datasets' | 'lineage'>; readonly artifacts: ArtifactStore },
  record: DatasetVersionRecord,
): Promise<FoundAugmentation> {
  const { origins } = await lineageOf({ datasets, lineage, artifacts }, record);
  const found = origins.flatMap(({ derivation }) =>
    derivation?.command === 'datasets.augment' ? [toAugmentation(derivation.parameters)] : [],
  );
  const names = new Set(record.columns.map(({ name }) => name));
  const marks = found.flatMap(({ mark }) => (mark !== undefined && names.has(mark) ? [mark] : []));
  const findings = new Map<string, Finding>();
  for (const one of found) {
    const hasMark = one.mark !== undefined && names.has(one.mark);
    const finding = augmentedFinding(`${record.name}@${record.version}`, one, { hasMark });
    findings.set(finding.message, finding);
  }
  return { findings: [...findings.values()], marks };
}

function toAugmentation({ name, method, mark }: Readonly<Record<string, unknown>>) {
  return {
    from: String(name),
    method: String(method),
    mark: typeof mark === 'string' ? mark : undefined,
  };
}
