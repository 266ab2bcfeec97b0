import { ScrollTable } from '../../components/index.ts';
import type { DrawnGraph, DrawnNode } from './drawn-graph.ts';

/** The same as the drawing in lines: what was used, as what, and what came of it. */
export function GraphTable({ graph: { nodes, edges } }: { readonly graph: DrawnGraph }) {
  return (
    <ScrollTable label="Arrows of the graph" head={['From', 'As', 'To']}>
      {edges.map(({ from, to, role }) => (
        <tr key={`${from} ${to} ${role}`}>
          <td>
            <NodeName node={nodes[from]} />
          </td>
          <td class="soft">{role || '–'}</td>
          <td>
            <NodeName node={nodes[to]} />
          </td>
        </tr>
      ))}
    </ScrollTable>
  );
}

function NodeName({ node }: { readonly node: DrawnNode | undefined }) {
  if (node === undefined) return null;
  const { kind, word, title, note, href } = node;
  return (
    <>
      {kind !== 'more' && <span class="soft">{word} </span>}
      {href === undefined ? title : <a href={href}>{title}</a>}
      {note !== undefined && <span class="soft"> ({note})</span>}
    </>
  );
}
