import { useSignal } from '@preact/signals';
import { words } from '../model/data';
import { asked, expandNow, type ExpandChoice } from '../model/expanding';
import { toggled } from '../model/place';
import { text } from '../strings';
import { Dialog } from './Dialog';

/** Which families of an entity with many relations to show. */
export function ExpandDialog() {
  const choice = asked.value;
  return choice && <Choice key={choice.id} choice={choice} />;
}

function Choice({ choice }: { choice: ExpandChoice }) {
  const all = choice.counts.map((c) => c.family);
  const wanted = useSignal<string[]>(all);
  const close = () => (asked.value = null);
  const sum = choice.counts.filter((c) => wanted.value.includes(c.family)).reduce((n, c) => n + c.edges, 0);
  return (
    <Dialog title={text.expandTitle(choice.name, choice.total)} close={close}>
      <form
        onSubmit={(e) => {
          e.preventDefault();
          close();
          expandNow(choice.id, wanted.value.length === all.length ? [] : wanted.value);
        }}
      >
        <fieldset>
          <legend>{text.expandAsk}</legend>
          {choice.counts.map(({ family, edges }) => (
            <label key={family} class={`check f-${family}`}>
              <input
                type="checkbox"
                checked={wanted.value.includes(family)}
                onChange={() => (wanted.value = toggled(wanted.value, family))}
              />
              <i class="swatch" />
              <span>{words.value.data?.family(family)}</span>
              <small class="muted">{edges}</small>
            </label>
          ))}
        </fieldset>
        <div class="acts">
          <button class="button primary" type="submit" autofocus disabled={wanted.value.length === 0}>
            {text.expandAction(sum)}
          </button>
          <button class="button plain" type="button" onClick={close}>
            {text.cancel}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
