import { CommandPanel } from '../../../components/index.ts';
import type { RunQuery } from './run-query.ts';

/** The table as commands. */
export function RunsCommands({ query }: { readonly query: RunQuery }) {
  const { experiment, filter, order, group } = query;
  if (group !== undefined) return <GroupCommands {...{ experiment, filter, group }} />;
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

function GroupCommands({ experiment, filter, group }: Omit<RunQuery, 'picked'>) {
  const options = [
    quoted(group ?? ''),
    ...(filter === undefined ? [] : [`--filter ${quoted(filter)}`]),
    ...(experiment === undefined ? [] : [`--experiment ${quoted(experiment)}`]),
  ];
  const input = { by: group, experiment, filter };
  return (
    <CommandPanel
      forms={[
        { name: 'Shell', code: ['kaizen runs groups', ...options].join(' ') },
        {
          name: 'TypeScript',
          code: `const { groups } = await kaizen.runs.groups(${JSON.stringify(input, null, 2)});`,
        },
      ]}
    />
  );
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
