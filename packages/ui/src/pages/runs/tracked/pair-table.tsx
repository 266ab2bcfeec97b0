import { useState } from 'preact/hooks';
import { ScrollTable } from '../../../components/index.ts';

/** Pairs that are shown before somebody asks for all of them. */
const SHOWN = 20;
/** Longer values are folded. */
const LONG = 200;

/** Names with their values, such as params; many of them are folded and can be searched. */
export function PairTable({
  label,
  head,
  pairs,
}: {
  readonly label: string;
  readonly head: readonly [name: string, value: string];
  readonly pairs: readonly (readonly [name: string, value: string])[];
}) {
  const [sought, setSought] = useState('');
  const [isWhole, setWhole] = useState(false);
  const words = sought.trim().toLowerCase();
  const found = pairs.filter((pair) => pair.some((text) => text.toLowerCase().includes(words)));
  const shown = isWhole ? found : found.slice(0, SHOWN);
  return (
    <>
      {pairs.length > SHOWN && (
        <input
          class="find"
          type="search"
          aria-label={`Find in ${label.toLowerCase()}`}
          placeholder={`Find in ${label.toLowerCase()}`}
          autocomplete="off"
          value={sought}
          onInput={(event) => setSought(event.currentTarget.value)}
        />
      )}
      <ScrollTable label={label} head={head}>
        {shown.map(([name, value]) => (
          <tr key={name}>
            <td class="key">{name}</td>
            <td class="value">{value.length > LONG ? <Folded text={value} /> : value}</td>
          </tr>
        ))}
      </ScrollTable>
      {found.length > SHOWN && (
        <p>
          <button type="button" class="quiet" onClick={() => setWhole(!isWhole)}>
            {isWhole ? `Only the first ${SHOWN}` : `Show all ${found.length}`}
          </button>
        </p>
      )}
    </>
  );
}

function Folded({ text }: { readonly text: string }) {
  return (
    <details>
      <summary>{`${text.slice(0, 80)}…`}</summary>
      <pre>{text}</pre>
    </details>
  );
}
