import { useEffect, useRef } from 'preact/hooks';
import { useRights } from '../../api/index.ts';
import { formatClose, formatNumber, formatShare, formatSigned } from '../../charts/index.ts';
import { When } from '../../components/index.ts';
import type { ErrorsQuery } from './errors-address.ts';
import type { Errors, WrongAnswer } from './errors-types.ts';
import { FindingForm } from './finding-form.tsx';

/** Wrong answers one below the other, each with the causes to choose from. The focus goes on to the next one when one is kept. */
export function WrongAnswers({
  errors: { name, items, tags },
  show,
  onKeep,
}: {
  readonly errors: Errors;
  readonly show: ErrorsQuery['show'];
  readonly onKeep: () => void;
}) {
  const rights = useRights({ role: 'write', at: { kind: 'model', id: name } });
  const list = useRef<HTMLOListElement>(null);
  const isKept = useRef(false);
  const first = items[0] && keyOf(items[0]);
  useEffect(() => {
    if (!isKept.current) return;
    isKept.current = false;
    list.current?.querySelector<HTMLElement>('li h3')?.focus();
  }, [first]);
  if (items.length === 0) return null;
  const known = tags.map(({ tag }) => tag);
  return (
    <>
      {rights.why !== undefined && <p class="small soft">{rights.why}</p>}
      <ol class="wrong-answers" ref={list}>
        {items.map((item) => (
          <li key={`${show} ${keyOf(item)}`} class="card">
            <Described item={item} />
            <FindingForm
              endpoint={name}
              item={item}
              known={known}
              mayChange={rights.mayChange}
              onKeep={() => {
                isKept.current = show === 'next';
                onKeep();
              }}
            />
          </li>
        ))}
      </ol>
    </>
  );
}

function keyOf({ requestId, row }: WrongAnswer): string {
  return `${requestId}/${row}`;
}

function Described({ item }: { readonly item: WrongAnswer }) {
  const { prediction, probabilities, label, at, version, requestId, row, loss } = item;
  const stated = probabilities?.[String(prediction)];
  return (
    <>
      <div class="row between">
        <h3 tabIndex={-1}>
          {say(prediction)}
          {typeof stated === 'number' && <span class="soft"> ({formatShare(stated)})</span>}
          <span class="soft">, in truth </span>
          {say(label)}
          {typeof prediction === 'number' && <span class="soft">, off by {formatClose(loss)}</span>}
        </h3>
        <span class="small soft">
          version {version}, <When at={at} />
        </span>
      </div>
      <dl class="facts">
        {cellsOf(item).map(({ column, text, added }) => (
          <div key={column}>
            <dt>{column}</dt>
            <dd>
              {text}
              {added !== undefined && (
                <span class="soft small" title="What it added to the answer">
                  {' '}
                  {formatSigned(added)}
                </span>
              )}
            </dd>
          </div>
        ))}
      </dl>
      <p class="small soft whole">
        Request {requestId}, row {row}
      </p>
    </>
  );
}

/** Cells of a row as they were sent, each in the same place in every answer, with what they added to it where that is known. */
function cellsOf({ values, contributions }: WrongAnswer) {
  return Object.entries(values).map(([column, value]) => ({
    column,
    text: value === null || value === '' ? '–' : say(value),
    added: contributions?.[column],
  }));
}

function say(value: unknown): string {
  if (typeof value === 'number') return formatNumber(value);
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
