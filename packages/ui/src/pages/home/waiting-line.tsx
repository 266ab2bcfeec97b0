import type { ComponentChildren } from 'preact';
import { countOf } from '../../charts/index.ts';
import { datasetAddress } from '../datasets/dataset-address.ts';

/** Schemas that are named. */
const NAMED = 3;

/** What waits for a person: open alerts, and changes of schemas; nothing where nothing waits. */
export function WaitingLine({
  nAlerts,
  waiting,
}: {
  readonly nAlerts: number;
  readonly waiting: readonly { readonly name: string; readonly nOpen: number }[];
}) {
  if (nAlerts === 0 && waiting.length === 0) return null;
  const parts: ComponentChildren[] = [
    ...(nAlerts === 0
      ? []
      : [
          <a key="alerts" href="/alerts">
            {countOf(nAlerts, 'alert is open', 'alerts are open')}
          </a>,
        ]),
    ...waiting.slice(0, NAMED).map(({ name, nOpen }) => (
      <a key={name} href={datasetAddress(name, { view: 'schema' })}>
        {countOf(nOpen, 'change of the schema', 'changes of the schema')} {name}
      </a>
    )),
    ...(waiting.length > NAMED ? [`${waiting.length - NAMED} more schemas`] : []),
  ];
  return (
    <p class="note empty">
      <strong>Waits for you:</strong>{' '}
      {parts.map((part, i) => (
        <span key={i}>
          {i > 0 && ' · '}
          {part}
        </span>
      ))}
    </p>
  );
}
