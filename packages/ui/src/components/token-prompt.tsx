import { useState } from 'preact/hooks';
import { keepToken } from '../api/index.ts';

/** Asks for the token of the server and keeps it for this tab. */
export function TokenPrompt() {
  const [token, setToken] = useState('');
  const send = (event: Event) => {
    event.preventDefault();
    keepToken(token.trim());
    location.reload();
  };
  return (
    <form class="note" onSubmit={send}>
      <label for="token">
        <strong>This server asks for a token.</strong>
      </label>
      <p class="soft small">
        The person who started it knows the token. It is kept until this tab is closed.
      </p>
      <p class="row">
        <input
          id="token"
          type="password"
          autocomplete="off"
          required
          value={token}
          onInput={(event) => setToken(event.currentTarget.value)}
        />
        <button type="submit">Use it</button>
      </p>
    </form>
  );
}
