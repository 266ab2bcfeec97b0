import type { ComponentChildren } from 'preact';

/** A table that scrolls sideways inside its card, never the page. */
export function ScrollTable({
  label,
  head,
  children,
}: {
  readonly label: string;
  /** Headings; one that starts with `#` is of a column of numbers. */
  readonly head: readonly string[];
  readonly children: ComponentChildren;
}) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard (WCAG 2.1.1)
    <section class="card scroll" tabIndex={0} aria-label={label}>
      <table>
        <thead>
          <tr>
            {head.map((name) => (
              <th key={name} class={name.startsWith('#') ? 'n' : undefined} scope="col">
                {name.replace(/^#/, '')}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </section>
  );
}
