import { AppError } from '@kaizenml/contracts';
import { useEffect, useRef, useState } from 'preact/hooks';
import { api, useAnswer } from '../../api/index.ts';
import { countOf } from '../../charts/index.ts';
import { AnswerView, When } from '../../components/index.ts';
import type { DatasetShown } from '../datasets/version-list.tsx';
import { CheckPanel } from './check-panel.tsx';
import { CheckVerdict } from './check-verdict.tsx';
import { ColumnTable } from './column-table.tsx';
import { InferSchema } from './infer-schema.tsx';
import { OpenProposals } from './open-proposals.tsx';
import { SchemaHistory } from './schema-history.tsx';
import type { CheckResult, SchemaShown } from './schema-types.ts';
import { TableRules } from './table-rules.tsx';
import { useKept } from './use-kept.ts';
import { YamlEditor } from './yaml-editor.tsx';

/** What a dataset must hold: the schema, checks against it, decisions, and its history. */
export function SchemaSection({ dataset }: { readonly dataset: DatasetShown }) {
  const { name } = dataset;
  const [nChanges, setChanges] = useState(0);
  const [said, say] = useState('');
  const answer = useKept(useAnswer(() => findSchema(name), `${name} ${nChanges}`));
  const onChange = (words: string) => {
    setChanges((n) => n + 1);
    say(words);
  };
  return (
    <>
      <Said words={said} />
      <AnswerView answer={answer}>
        {(schema) =>
          schema === undefined ? (
            <InferSchema name={name} version={dataset.version} onStored={onChange} />
          ) : (
            <StoredSchema dataset={dataset} schema={schema} onChange={onChange} />
          )
        }
      </AnswerView>
    </>
  );
}

/** Schemas up to which their list says whether one is stored. */
const LISTED = 1000;

/** The stored schema; a name without one is not asked for, because the browser would report it as an error. */
async function findSchema(name: string): Promise<SchemaShown | undefined> {
  const { items, next } = await api.schemas.list({ limit: LISTED });
  if (next === undefined && items.every((one) => one.name !== name)) return undefined;
  return await api.schemas.show({ name }).catch((thrown: unknown) => {
    if (thrown instanceof AppError && thrown.code === 'SCHEMA_NOT_FOUND') return undefined;
    throw thrown;
  });
}

/** What the last button did; it takes the focus, because the button may be gone. */
function Said({ words }: { readonly words: string }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (words === '') return;
    place.current?.focus({ preventScroll: true });
    place.current?.scrollIntoView({ block: 'nearest' });
  }, [words]);
  return (
    <div ref={place} tabIndex={-1} role="status" class={words === '' ? '' : 'note good'}>
      {words}
    </div>
  );
}

function StoredSchema({
  dataset,
  schema,
  onChange,
}: {
  readonly dataset: DatasetShown;
  readonly schema: SchemaShown;
  readonly onChange: (words: string) => void;
}) {
  const [result, setResult] = useState<CheckResult>();
  const [decided, setDecided] = useState<ReadonlySet<string>>(new Set());
  const known = schema.schema.columns;
  const unknown = dataset.columns.filter((one) => !Object.hasOwn(known, one.name));
  const onChecked = (checked: CheckResult) => {
    setResult(checked);
    setDecided(new Set());
    onChange('');
  };
  const onDecided = (words: string) => {
    setDecided(new Set([...decided, ...schema.open.flatMap(({ patch }) => patch?.id ?? [])]));
    onChange(words);
  };
  return (
    <>
      <p>
        Schema version {schema.version}, {countOf(schema.nColumns, 'column')}, stored{' '}
        <When at={schema.createdAt} />.
        {schema.open.length === 0 && result === undefined && ' No change waits for a decision.'}
      </p>
      <CheckPanel dataset={dataset} schema={schema} onChecked={onChecked} />
      {result && <CheckVerdict result={result} schema={schema} decided={decided} />}
      <OpenProposals schema={schema} onDecided={onDecided} />
      <h2>Columns</h2>
      <ColumnTable
        schema={schema.schema}
        edit={{ dataset: schema.name, version: schema.version, onEdited: onChange }}
      />
      {unknown.length > 0 && (
        <p class="soft">
          Version {dataset.version} also has {unknown.map((one) => one.name).join(', ')}, of which
          the schema says nothing.
        </p>
      )}
      <TableRules schema={schema.schema} />
      <h2>As YAML</h2>
      <details>
        <summary>Read or edit the text</summary>
        <YamlEditor
          dataset={schema.name}
          version={schema.version}
          yaml={schema.yaml}
          onStored={onChange}
        />
      </details>
      <SchemaHistory name={schema.name} version={schema.version} />
    </>
  );
}
