import {
  DRIFT_LOOKS,
  formatNumber,
  OTHER_LOOKS,
  type StripLook,
  stripLook,
} from '../../charts/index.ts';

/** What the cells of strips mean. */
export function StripLegend({ leastEffect }: { readonly leastEffect: number }) {
  const bounds = [1, 2, 4].map((times) => formatNumber(times * leastEffect));
  return (
    <span class="strip-legend">
      {DRIFT_LOOKS.map((look, i) => (
        <span key={i}>
          <Cell look={look} /> {i === 0 ? `drift from ${bounds[0]}` : `from ${bounds[i]}`}
        </span>
      ))}
      {OTHER_LOOKS.map(([letter, words]) => {
        const look = stripLook(letter, null, leastEffect);
        return (
          look && (
            <span key={letter}>
              <Cell look={look} /> {words}
            </span>
          )
        );
      })}
    </span>
  );
}

function Cell({ look: { color, opacity, height } }: { readonly look: StripLook }) {
  return (
    <svg class="strip-cell" viewBox="0 0 10 100" preserveAspectRatio="none" aria-hidden="true">
      <rect
        y={100 - 100 * height}
        width="10"
        height={100 * height}
        fill={color}
        fill-opacity={opacity}
      />
    </svg>
  );
}
