import type { DatasetStatistics } from '@kaizenml/contracts';
import { useMemo, useState } from 'preact/hooks';
import {
  CHANGE_ORDERS,
  type ChangeOrder,
  changeCard,
  columnChanges,
  countOf,
  orderChanges,
} from '../../charts/index.ts';
import { CardList } from './card-list.tsx';
import { CardTools } from './card-tools.tsx';

/** From here on a change is marked. */
const LARGE = 0.1;

/** Two profiles side by side, what changed most first. */
export function ChangeCards({
  before,
  after,
  names,
}: {
  readonly before: DatasetStatistics;
  readonly after: DatasetStatistics;
  readonly names: readonly [before: string, after: string];
}) {
  const [words, search] = useState('');
  const [order, setOrder] = useState<ChangeOrder>('change');
  const changes = useMemo(() => columnChanges(before, after), [before, after]);
  const nLarge = changes.filter(({ size }) => size >= LARGE).length;
  const shown = orderChanges(changes, { order, words });
  return (
    <>
      <p>
        {nLarge === 0
          ? 'No column changed by much.'
          : `${countOf(nLarge, 'column')} changed by much: L∞, Jensen-Shannon divergence or share of missing values by 0.1 or more.`}{' '}
        {countOf(before.nRows, 'row')} before, {countOf(after.nRows, 'row')} now.
      </p>
      <p class="legend">
        <span>{names[0]}</span>
        <span class="after">{names[1]}</span>
      </p>
      <CardTools
        words={words}
        search={search}
        choices={[
          {
            label: 'Order',
            value: order,
            options: CHANGE_ORDERS,
            choose: (value) => setOrder(value as ChangeOrder),
          },
        ]}
      />
      <CardList
        nColumns={changes.length}
        cards={shown.map((change) => ({
          name: change.name,
          draw: () => changeCard(change, { names }),
        }))}
      />
    </>
  );
}
