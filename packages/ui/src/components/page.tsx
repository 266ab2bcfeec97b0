import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { hasMoved } from '../router/index.ts';

/** One page: its title in the window and as heading, which takes the focus when a link led here. */
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
  }, [title]);
  useEffect(() => {
    if (hasMoved()) heading.current?.focus({ preventScroll: true });
  }, []);
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
