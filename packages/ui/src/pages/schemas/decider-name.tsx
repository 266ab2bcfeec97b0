const KEY = 'kaizenml-decider';

/** Who decides, as the person last said in this browser tab. */
export function deciderName(): string | undefined {
  return sessionStorage.getItem(KEY)?.trim() || undefined;
}

/** Asks for the name that the history of the schema will tell. */
export function DeciderName() {
  return (
    <label class="decider">
      Your name, for the history
      <input
        autocomplete="name"
        maxLength={100}
        defaultValue={deciderName() ?? ''}
        onInput={(event) => sessionStorage.setItem(KEY, event.currentTarget.value)}
      />
    </label>
  );
}
