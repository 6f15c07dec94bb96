import { useSignal } from '@preact/signals';
import { token } from '../api/client';
import { retry, tokenWanted } from '../model/data';
import { text } from '../strings';
import { Dialog } from './Dialog';

/** Asks for the token of a server that wants one. */
export function TokenDialog() {
  const typed = useSignal('');
  if (!tokenWanted.value) return null;
  return (
    <Dialog title={text.tokenTitle} close={() => undefined} must>
      <form
        onSubmit={(e) => {
          e.preventDefault();
          token.set(typed.value.trim());
          retry();
        }}
      >
        <label class="field">
          {text.token}
          <input
            type="password"
            autocomplete="off"
            required
            value={typed}
            onInput={(e) => (typed.value = e.currentTarget.value)}
          />
        </label>
        <p class="muted">{text.tokenAbout}</p>
        <div class="acts">
          <button class="button primary" type="submit">
            {text.tokenGo}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
