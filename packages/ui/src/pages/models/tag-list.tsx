/** Tags on one line each or side by side, as they fit. */
export function TagList({ tags }: { readonly tags: Readonly<Record<string, string>> }) {
  const pairs = Object.entries(tags);
  if (pairs.length === 0) return null;
  return (
    <span class="small soft tags">
      {pairs.map(([key, value]) => (
        <span key={key} title={`${key}=${value}`}>
          {value === '' ? key : `${key}=${value}`}
        </span>
      ))}
    </span>
  );
}
