import { signal } from '@preact/signals';
import { letters } from '../shortcuts';
import { text } from '../strings';
import { Dialog } from './Dialog';

export const helpOpen = signal(false);

export function HelpDialog() {
  if (!helpOpen.value) return null;
  return (
    <Dialog title={text.help} close={() => (helpOpen.value = false)}>
      <dl class="keys">
        {text.keys.map(([key, does]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
      <label class="check">
        <input type="checkbox" checked={letters.value} onChange={(e) => (letters.value = e.currentTarget.checked)} />
        {text.lettersOn}
      </label>
      <p class="muted">{text.helpMore}</p>
    </Dialog>
  );
}
