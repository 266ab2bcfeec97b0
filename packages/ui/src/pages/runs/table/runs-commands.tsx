import { CommandPanel } from '../../../components/index.ts';
import type { RunQuery } from './run-query.ts';

/** The table as commands. */
export function RunsCommands({ query }: { readonly query: RunQuery }) {
  const { experiment, filter, order } = query;
  const input = { experiment, filter, order, limit: 50 };
  const options = [
    ...(filter === undefined ? [] : [quoted(filter)]),
    ...(order === undefined ? [] : [`--order ${quoted(order)}`]),
    ...(experiment === undefined ? [] : [`--experiment ${quoted(experiment)}`]),
  ];
  return (
    <CommandPanel
      forms={[
        { name: 'Shell', code: ['kaizen runs search', ...options].join(' ') },
        {
          name: 'TypeScript',
          code: `const { items } = await kaizen.runs.search(${JSON.stringify(input, null, 2)});`,
        },
      ]}
    />
  );
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
