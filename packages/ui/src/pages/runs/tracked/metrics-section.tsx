import { useState } from 'preact/hooks';
import { api, useLive } from '../../../api/index.ts';
import { formatNumber } from '../../../charts/index.ts';
import { FailureNote, ScrollTable } from '../../../components/index.ts';
import { FindBox } from './find-box.tsx';
import { PartPager } from './part-pager.tsx';

const SHOWN = 20;
const ASK_EVERY_MS = 3000;

/** The last value of each metric of a run, a page of them. */
export function MetricsSection({
  id,
  isRunning,
}: {
  readonly id: string;
  readonly isRunning: boolean;
}) {
  const [contains, setContains] = useState('');
  const [after, setAfter] = useState<string>();
  const { value, failure } = useLive(
    () =>
      api.runs.metrics({
        ...{ id, minPoints: 1, limit: SHOWN, after },
        ...(contains === '' ? {} : { contains }),
      }),
    {
      key: JSON.stringify([id, contains, after, isRunning]),
      everyMs: ASK_EVERY_MS,
      mayChange: () => isRunning,
    },
  );
  const isLong = value?.next !== undefined || after !== undefined || contains !== '';
  return (
    <section>
      <h2>Metrics</h2>
      {isLong && (
        <FindBox
          label="Find a metric"
          onFind={(words) => {
            setContains(words);
            setAfter(undefined);
          }}
        />
      )}
      {failure !== undefined && <FailureNote failure={failure} />}
      {value?.items.length === 0 && (
        <p class="soft">
          {contains === '' ? 'No metric was logged.' : 'No metric has that in its name.'}
        </p>
      )}
      {value !== undefined && value.items.length > 0 && (
        <ScrollTable label="Metrics" head={['Metric', '#Last', '#Step', '#Points']}>
          {value.items.map((metric) => (
            <tr key={metric.key}>
              <td class="key">{metric.key}</td>
              <td class="n" title={String(metric.value)}>
                {typeof metric.value === 'number' ? formatNumber(metric.value) : metric.value}
              </td>
              <td class="n soft">{formatNumber(metric.step)}</td>
              <td class="n soft">{formatNumber(metric.nPoints)}</td>
            </tr>
          ))}
        </ScrollTable>
      )}
      <PartPager after={after} next={value?.next} onTurn={setAfter} />
    </section>
  );
}
