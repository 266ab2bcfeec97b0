import { formatDuration } from '../../../charts/index.ts';
import { StatusTag, When } from '../../../components/index.ts';
import type { RunField } from './run-field.ts';
import { type FoundRun, fieldValue, tookMs } from './run-value.ts';

/** What one column says of a run. */
export function RunCell({
  run,
  field,
  isNumber,
  format,
}: {
  readonly run: FoundRun;
  readonly field: RunField;
  readonly isNumber: boolean;
  /** Of metrics. */
  readonly format: (value: number) => string;
}) {
  if (field.of === 'attribute') return <AttributeCell run={run} attribute={field.key} />;
  const value = fieldValue(run, field);
  if (value === undefined) return <td class={isNumber ? 'n soft' : 'soft'}>–</td>;
  if (typeof value === 'number')
    return (
      <td class="n" title={String(value)}>
        {format(value)}
      </td>
    );
  return (
    <td class={isNumber ? 'n' : 'clip'} title={value}>
      {value}
    </td>
  );
}

function AttributeCell({ run, attribute }: { readonly run: FoundRun; readonly attribute: string }) {
  switch (attribute) {
    case 'status':
      return (
        <td>
          <StatusTag status={run.status} />
        </td>
      );
    case 'start_time':
      return (
        <td class="one-line">
          <When at={run.startedAt} />
        </td>
      );
    case 'duration': {
      const took = tookMs(run);
      return <td class="n">{took === undefined ? '–' : formatDuration(took)}</td>;
    }
    case 'run_id':
      return (
        <td class="soft" title={run.id}>
          <code>{run.id.slice(-8)}</code>
        </td>
      );
    default: {
      const value = fieldValue(run, { of: 'attribute', key: attribute });
      return (
        <td class="clip" title={value === undefined ? undefined : String(value)}>
          {value ?? '–'}
        </td>
      );
    }
  }
}
