/** Stages and aliases as chips; a dash where there are none. */
export function StandingChips({
  stages,
  aliases,
}: {
  /** Words of stages, such as `Production` or `Production 3`. */
  readonly stages: readonly string[];
  /** Words of aliases, such as `champion`. */
  readonly aliases: readonly string[];
}) {
  if (stages.length + aliases.length === 0) return <>–</>;
  return (
    <span class="chips">
      {stages.map((stage) => (
        <span key={stage} class={`badge stage ${stage.split(' ')[0]?.toLowerCase()}`}>
          {stage}
        </span>
      ))}
      {aliases.map((alias) => (
        <span key={alias} class="badge">
          {alias}
        </span>
      ))}
    </span>
  );
}
