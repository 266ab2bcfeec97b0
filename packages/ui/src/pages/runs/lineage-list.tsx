/** Edges from what was used to what came of it, with links to the things that have a page. */
export function LineageList({
  edges,
}: {
  readonly edges: readonly { readonly from: string; readonly to: string; readonly role: string }[];
}) {
  if (edges.length === 0) return <p class="soft">No lineage was recorded.</p>;
  return (
    <ul class="card">
      {edges.map(({ from, to, role }) => (
        <li key={`${from} ${to} ${role}`}>
          <Thing id={from} /> <span class="soft">{role} →</span> <Thing id={to} />
        </li>
      ))}
    </ul>
  );
}

function Thing({ id }: { readonly id: string }) {
  const at = id.indexOf(':');
  const kind = id.slice(0, at);
  const name = id.slice(at + 1);
  const shown = /^[0-9a-f]{64}$/.test(name) ? name.slice(0, 12) : name;
  const words = `${kind} ${shown}`;
  if (kind === 'run') return <a href={`/runs/${name}`}>run {name.slice(-6)}</a>;
  if (kind === 'model') {
    const [model = '', version] = name.split('/');
    return (
      <a href={`/models/${encodeURIComponent(model)}${version ? `?version=${version}` : ''}`}>
        {words}
      </a>
    );
  }
  return <span title={name}>{words}</span>;
}
