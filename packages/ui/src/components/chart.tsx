import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { ChartSize } from '../charts/index.ts';

/** A chart at the width of its place, drawn again when that changes. */
export function Chart({
  draw,
  maxWidth = 640,
}: {
  readonly draw: (size: ChartSize) => string;
  /** In CSS pixels. */
  readonly maxWidth?: number;
}) {
  const place = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    if (!place.current) return undefined;
    const measure = ([entry]: ResizeObserverEntry[]) => {
      if (entry) setWidth(Math.min(maxWidth, Math.floor(entry.contentRect.width)));
    };
    const observer = new ResizeObserver(measure);
    observer.observe(place.current);
    return () => observer.disconnect();
  }, [maxWidth]);
  const markup = width < 40 ? '' : draw({ width });
  return <div class="chart-place" ref={place} dangerouslySetInnerHTML={{ __html: markup }} />;
}
