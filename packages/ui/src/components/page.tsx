import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

/** One page: its title in the window and as heading, which takes the focus when the reader comes here. */
export function Page({
  title,
  kicker,
  children,
}: {
  readonly title: string;
  /** What kind of thing it is, above the title. */
  readonly kicker?: ComponentChildren;
  readonly children: ComponentChildren;
}) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} · KaizenML`;
    heading.current?.focus({ preventScroll: true });
  }, [title]);
  return (
    <>
      {kicker !== undefined && <p class="kicker">{kicker}</p>}
      <h1 ref={heading} tabIndex={-1}>
        {title}
      </h1>
      {children}
    </>
  );
}
