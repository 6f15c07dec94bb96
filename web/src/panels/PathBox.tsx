// "How is … linked to": the beginning of a path, and what is pinned.
import { useRef } from 'preact/hooks';
import type { Entity } from '../api/types';
import { nameOf } from '../model/data';
import { go, place } from '../model/place';
import { text } from '../strings';
import { Combobox } from '../ui/Combobox';
import { CloseIcon, PathIcon } from '../ui/icons';

export function PathBox({ entity }: { entity: Entity }) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <section class="pathbox">
      <label for="path-to">
        <PathIcon />
        <span dir="auto">{text.pathTo(entity.name)}</span>
      </label>
      <Combobox
        id="path-to"
        label={text.pathTo(entity.name)}
        placeholder={text.chooseEntity}
        inputRef={input}
        choose={(other) => {
          if (other.id !== entity.id) go({ path: [entity.id, other.id], edges: [], panel: '' }, 'push');
        }}
      />
      <Pins />
    </section>
  );
}

function Pins() {
  const { pins } = place.value;
  if (pins.length === 0) return null;
  return (
    <div class="pins">
      <h2>{text.pinned}</h2>
      <ul>
        {pins.map((id) => (
          <li key={id}>
            <bdi>{nameOf(id)}</bdi>
            <button
              class="bare"
              aria-label={`${text.unpin} ${nameOf(id)}`}
              onClick={() => go({ pins: pins.filter((p) => p !== id) })}
            >
              <CloseIcon />
            </button>
          </li>
        ))}
      </ul>
      {pins.length > 1 && (
        <button class="button" onClick={() => go({ path: pins.slice(0, 10), edges: [], panel: '' }, 'push')}>
          {text.connectPins}
        </button>
      )}
    </div>
  );
}
