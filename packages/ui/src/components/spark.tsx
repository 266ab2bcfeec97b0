import { sparkHistogram } from '../charts/index.ts';

/** A histogram of word size. */
export function Spark({
  title,
  counts,
}: {
  readonly title: string;
  readonly counts: readonly number[];
}) {
  const markup = sparkHistogram({ title, counts }, { width: 110, height: 26 });
  return <span dangerouslySetInnerHTML={{ __html: markup }} />;
}
