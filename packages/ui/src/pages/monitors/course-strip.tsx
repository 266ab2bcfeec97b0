import type { Standing } from './monitor-types.ts';

const WORDS = { calm: 'calm', drift: 'drift', alarm: 'alarm' } as const;

/** The last verdicts as blocks, the newest on the right: the worse, the taller. */
export function CourseStrip({ course }: { readonly course: Standing['course'] }) {
  if (course.length === 0) return <span class="soft">–</span>;
  const counts = (['alarm', 'drift', 'calm'] as const)
    .map((status) => [status, course.filter((each) => each === status).length] as const)
    .filter(([, n]) => n > 0)
    .map(([status, n]) => `${n} ${WORDS[status]}`);
  const words = `Last ${course.length} verdicts: ${counts.join(', ')}`;
  return (
    <span class="course" role="img" aria-label={words} title={words}>
      {course.map((status, i) => (
        <i key={i} class={status} />
      ))}
    </span>
  );
}
