/** Turns the pages of a part of a page; nothing where there is only one. */
export function PartPager({
  after,
  next,
  onTurn,
}: {
  readonly after: string | undefined;
  readonly next: string | undefined;
  readonly onTurn: (after: string | undefined) => void;
}) {
  if (after === undefined && next === undefined) return null;
  return (
    <p class="row">
      {after !== undefined && (
        <button type="button" class="quiet" onClick={() => onTurn(undefined)}>
          ← First metrics
        </button>
      )}
      {next !== undefined && (
        <button type="button" class="quiet" onClick={() => onTurn(next)}>
          More metrics →
        </button>
      )}
    </p>
  );
}
