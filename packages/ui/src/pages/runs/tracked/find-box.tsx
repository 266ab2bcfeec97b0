import { useEffect, useState } from 'preact/hooks';

/** Time without a key before the server is asked. */
const PAUSE_MS = 250;

/** A box whose words are told once nobody types any more. */
export function FindBox({
  label,
  onFind,
}: {
  readonly label: string;
  readonly onFind: (words: string) => void;
}) {
  const [text, setText] = useState<string>();
  useEffect(() => {
    if (text === undefined) return undefined;
    const timer = setTimeout(() => onFind(text.trim()), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return (
    <input
      class="find"
      type="search"
      aria-label={label}
      placeholder={label}
      autocomplete="off"
      value={text ?? ''}
      onInput={(event) => setText(event.currentTarget.value)}
    />
  );
}
