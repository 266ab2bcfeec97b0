import type { DataSchema } from '@kaizenml/contracts';
import { useState } from 'preact/hooks';
import { api } from '../../api/index.ts';
import { countOf } from '../../charts/index.ts';
import { FailureNote } from '../../components/index.ts';
import { ColumnTable } from './column-table.tsx';
import { useAsking } from './use-asking.ts';
import { YamlEditor } from './yaml-editor.tsx';

/** Where no schema is stored: one is inferred, looked through, and stored by a person. */
export function InferSchema({
  name,
  version,
  onStored,
}: {
  readonly name: string;
  /** Of the dataset. */
  readonly version: number;
  readonly onStored: (words: string) => void;
}) {
  const [inferred, setInferred] = useState<{
    readonly yaml: string;
    readonly schema: DataSchema;
  }>();
  const { isBusy, failure, ask } = useAsking();
  if (inferred)
    return (
      <>
        <p role="status">
          Inferred from version {version}:{' '}
          {countOf(Object.keys(inferred.schema.columns).length, 'column')}. Nothing is stored yet.
          Look it through, correct it below, and store it.
        </p>
        <ColumnTable schema={inferred.schema} />
        <h2>Correct and store</h2>
        <YamlEditor dataset={name} version={0} yaml={inferred.yaml} onStored={onStored} />
      </>
    );
  return (
    <div class="note empty">
      <strong>No schema is stored for {name}</strong>
      <p>
        A schema says what the data must be like: types, values, ranges, how much may be missing.
        KaizenML writes a first one from version {version}, with room for the next ordinary
        delivery; you look it through before it counts.
      </p>
      <button
        type="button"
        disabled={isBusy}
        onClick={() => ask(() => api.schemas.infer({ name: `${name}@${version}` }), setInferred)}
      >
        {isBusy ? 'Inferring …' : 'Infer a schema'}
      </button>
      {failure && <FailureNote failure={failure} />}
    </div>
  );
}
