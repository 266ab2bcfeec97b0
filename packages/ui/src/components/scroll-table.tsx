import type { ComponentChildren } from 'preact';

/** A table that scrolls sideways inside its card, never the page. */
export function ScrollTable({
  label,
  head,
  stacks = false,
  children,
}: {
  readonly label: string;
  /** Headings; one that starts with `#` is of a column of numbers. */
  readonly head: readonly string[];
  /** On a phone every row becomes a card; its cells then need `data-name`. Default: the table scrolls. */
  readonly stacks?: boolean;
  readonly children: ComponentChildren;
}) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard (WCAG 2.1.1)
    <section class={stacks ? 'card scroll stacks' : 'card scroll'} tabIndex={0} aria-label={label}>
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
