/** A link to the rest of a list, where there is one. */
export function Pager({
  path,
  next,
}: {
  readonly path: string;
  readonly next: string | undefined;
}) {
  if (next === undefined) return null;
  return (
    <p>
      <a href={`${path}?after=${encodeURIComponent(next)}`}>Older →</a>
    </p>
  );
}
