import { ScrollTable, StatusTag, When } from '../../components/index.ts';
import { retrainingAddress } from './retraining-address.ts';
import type { RetrainingSummary } from './retraining-types.ts';
import { sayTrigger, sayVersions } from './say-retraining.ts';

/** Retrainings, each with why it began and where it stands. */
export function RetrainingTable({
  items,
  label = 'Retrainings',
}: {
  readonly items: readonly RetrainingSummary[];
  readonly label?: string;
}) {
  return (
    <ScrollTable
      label={label}
      stacks
      head={['Retraining', 'State', 'Versions', 'Began', 'Why it began']}
    >
      {items.map((item) => (
        <tr key={item.id}>
          <td>
            <a href={retrainingAddress(item.id)}>{item.endpoint}</a>
          </td>
          <td>
            <StatusTag status={item.status} />
          </td>
          <td class="one-line" data-name="Versions">
            {sayVersions(item)}
          </td>
          <td class="one-line" data-name="Began">
            <When at={item.startedAt} />
          </td>
          <td class="wide why-began">
            <span>
              <span class="badge">{sayTrigger(item)}</span> {item.cause}
            </span>
          </td>
        </tr>
      ))}
    </ScrollTable>
  );
}
