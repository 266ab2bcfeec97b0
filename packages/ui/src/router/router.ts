import { useEffect, useState } from 'preact/hooks';
import { fromMlflowAddress } from './mlflow-address.ts';

/** Where the reader is: the path, and what follows the question mark. */
export interface Place {
  readonly path: string;
  readonly query: URLSearchParams;
}

const MOVED = 'kaizenml:moved';

/** The place of the address bar; the page is drawn again when it changes. */
export function usePlace(): Place {
  const [href, setHref] = useState(() => {
    followMlflow();
    return location.pathname + location.search;
  });
  useEffect(() => {
    const update = () => {
      followMlflow();
      setHref(location.pathname + location.search);
    };
    addEventListener('popstate', update);
    addEventListener(MOVED, update);
    return () => {
      removeEventListener('popstate', update);
      removeEventListener(MOVED, update);
    };
  }, []);
  const { pathname, searchParams } = new URL(href, location.origin);
  return { path: pathname, query: searchParams };
}

/** Goes from an address of MLflow's pages to ours. */
function followMlflow(): void {
  const ours = fromMlflowAddress(location.hash);
  if (ours !== undefined) history.replaceState(history.state, '', ours);
}

/** Goes to another page without loading the document again. */
export function goTo(href: string): void {
  history.pushState({ hasMoved: true }, '', href);
  scrollTo(0, 0);
  dispatchEvent(new Event(MOVED));
}

/** Says in the address what the page shows now: no other page, and no step back to what it showed before. */
export function changePlace(href: string): void {
  history.replaceState(history.state, '', href);
  dispatchEvent(new Event(MOVED));
}

/** Whether a link of these pages led here, as opposed to the address bar. */
export function hasMoved(): boolean {
  return (history.state as { readonly hasMoved?: boolean } | null)?.hasMoved === true;
}

/** Lets plain links move between pages; new tabs, downloads and other hosts stay with the browser. */
export function followLinks(event: MouseEvent): void {
  const link = event.target instanceof Element ? event.target.closest('a') : null;
  const isPlain =
    event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
  if (!link || !isPlain || event.defaultPrevented) return;
  if (link.target !== '' || link.hasAttribute('download') || link.origin !== location.origin)
    return;
  if (link.pathname.startsWith('/api/') || link.pathname === '/metrics') return;
  if (link.hash !== '' && link.pathname === location.pathname) return;
  event.preventDefault();
  goTo(link.pathname + link.search);
}
