import type { ColumnStatistics } from '@kaizenml/contracts';
import { useState } from 'preact/hooks';
import { COLUMN_ORDERS, type ColumnOrder, columnCard, orderColumns } from '../../charts/index.ts';
import { CardList } from './card-list.tsx';
import { CardTools } from './card-tools.tsx';

/** What each column holds: plot, figures, all figures on demand. */
export function ColumnCards({ columns }: { readonly columns: readonly ColumnStatistics[] }) {
  const [words, search] = useState('');
  const [order, setOrder] = useState<ColumnOrder>('table');
  const [kind, setKind] = useState('');
  const kinds = [...new Set(columns.map((column) => column.kind))].sort();
  const shown = orderColumns(columns, { order, words, kind });
  return (
    <>
      <CardTools
        words={words}
        search={search}
        choices={[
          {
            label: 'Order',
            value: order,
            options: COLUMN_ORDERS,
            choose: (value) => setOrder(value as ColumnOrder),
          },
          ...(kinds.length > 1
            ? [
                {
                  label: 'Kind',
                  value: kind,
                  options: {
                    '': 'All kinds',
                    ...Object.fromEntries(kinds.map((name) => [name, name])),
                  },
                  choose: setKind,
                },
              ]
            : []),
        ]}
      />
      <CardList
        nColumns={columns.length}
        cards={shown.map((column) => ({ name: column.name, draw: () => columnCard(column) }))}
      />
    </>
  );
}
