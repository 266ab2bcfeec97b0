/** A link to the rest of a list, where there is one. */
export function Pager({
  path,
  next,
}: {
  /** Of the list; it may have a query of its own. */
  readonly path: string;
  readonly next: string | undefined;
}) {
  if (next === undefined) return null;
  return (
    <p>
      <a href={`${path}${path.includes('?') ? '&' : '?'}after=${encodeURIComponent(next)}`}>
        Older →
      </a>
    </p>
  );
}
