import type { DataSchema } from '@kaizenml/contracts';
import { formatShare } from '../../charts/index.ts';
import { boundsWords } from './column-words.ts';

/** What a schema says of the table as a whole; nothing where it says nothing. */
export function TableRules({ schema }: { readonly schema: DataSchema }) {
  const { rows, rowsDrift, rowsVersion, key, freshness, rules = [], foreignKeys = [] } = schema;
  const facts = [
    ...(rows ? [['Rows', boundsWords(rows)]] : []),
    ...(rowsDrift ? [['Rows over the span before', boundsWords(rowsDrift)]] : []),
    ...(rowsVersion ? [['Rows over the version before', boundsWords(rowsVersion)]] : []),
    ...(key ? [['Occur together once', key.join(', ')]] : []),
    ...(freshness ? [['Newest', `${freshness.column} within ${freshness.within}`]] : []),
    ...foreignKeys.map(({ columns, dataset, references, minShare }) => [
      `${columns.join(', ')} occur in`,
      `${dataset}: ${references.join(', ')}${shareWords(minShare)}`,
    ]),
  ];
  if (facts.length === 0 && rules.length === 0) return null;
  return (
    <section>
      <h2>The table</h2>
      {facts.length > 0 && (
        <dl class="facts">
          {facts.map(([term, value]) => (
            <div key={term}>
              <dt>{term}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      )}
      {rules.length > 0 && (
        <ul class="card">
          {rules.map(({ name, check, minShare, doc, severity }) => (
            <li key={name}>
              <code>{check}</code>{' '}
              <span class="soft">
                {name}
                {shareWords(minShare)}
                {severity !== undefined && severity !== 'error' && `, a ${severity}`}
                {doc !== undefined && ` – ${doc}`}
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function shareWords(minShare: number | undefined): string {
  return minShare === undefined ? '' : `, in ${formatShare(minShare)} of the rows`;
}
