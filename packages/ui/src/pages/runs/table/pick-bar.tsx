import { compareAddress } from '../compare/compare-query.ts';

/** Runs that are compared at once, at most. */
export const MOST_COMPARED = 50;

/** What can be done with the runs that were picked. */
export function PickBar({
  picked,
  onClear,
}: {
  readonly picked: readonly string[];
  readonly onClear: () => void;
}) {
  if (picked.length === 0) return null;
  const isReady = picked.length >= 2 && picked.length <= MOST_COMPARED;
  return (
    <section class="pick-bar" aria-label="Picked runs">
      <strong>{picked.length === 1 ? '1 run picked' : `${picked.length} runs picked`}</strong>
      {isReady ? (
        <a class="button" href={compareAddress({ runs: picked })}>
          Compare
        </a>
      ) : (
        <span class="soft">
          {picked.length < 2 ? 'pick one more to compare' : `${MOST_COMPARED} at most`}
        </span>
      )}
      <button type="button" class="quiet" onClick={onClear}>
        Clear
      </button>
    </section>
  );
}
