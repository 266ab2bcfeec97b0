import { useState } from 'preact/hooks';

/** Lines to copy. */
export function CodeBlock({ code, label }: { readonly code: string; readonly label: string }) {
  const [said, setSaid] = useState('Copy');
  const copy = () => {
    const done = (words: string) => {
      setSaid(words);
      setTimeout(() => setSaid('Copy'), 2000);
    };
    navigator.clipboard.writeText(code).then(
      () => done('Copied'),
      () => done('Select and copy'),
    );
  };
  return (
    <div class="code-block">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard (WCAG 2.1.1) */}
      <section class="lines" tabIndex={0} aria-label={label}>
        <pre>{code}</pre>
      </section>
      {navigator.clipboard && (
        <button type="button" class="quiet copy" onClick={copy} aria-live="polite">
          {said}
        </button>
      )}
    </div>
  );
}
