import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { packEnds, packURL } from '../model/data';
import { formatAddress } from '../model/address';
import { place } from '../model/place';
import { text } from '../strings';
import { copy, tell } from '../ui/copy';
import { DownloadIcon } from '../ui/icons';
import { api } from '../api/client';
import { download } from './download';
import { make } from './files';

const names = ['png', 'svg', 'csv', 'graphml', 'cypher', 'pack', 'embed'] as const;
type Name = (typeof names)[number];

/** The current view as a file, all with sources and status. */
export function ExportMenu() {
  const open = useSignal(false);
  const menu = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    const outside = (e: Event) => {
      if (open.peek() && e.target instanceof Node && !menu.current?.contains(e.target)) open.value = false;
    };
    addEventListener('pointerdown', outside);
    addEventListener('focusin', outside);
    return () => {
      removeEventListener('pointerdown', outside);
      removeEventListener('focusin', outside);
    };
  }, []);
  const choose = (name: Name) => {
    open.value = false;
    button.current?.focus();
    void save(name);
  };
  return (
    <div
      class="menu"
      ref={menu}
      onKeyDown={(e) => {
        if (e.key !== 'Escape' || !open.value) return;
        e.stopPropagation();
        open.value = false;
        button.current?.focus();
      }}
    >
      <button
        class="button"
        ref={button}
        aria-expanded={open.value}
        aria-controls="export-menu"
        aria-label={text.export}
        onClick={() => (open.value = !open.value)}
      >
        <DownloadIcon /> <span>{text.export}</span>
      </button>
      <ul id="export-menu" hidden={!open.value}>
        {names.map((name) => {
          const [title, about] = text.exportNames[name] ?? [name, ''];
          const off = name === 'pack' && packEnds.value.length < 2;
          return (
            <li key={name}>
              <button disabled={off} onClick={() => choose(name)}>
                <span>{title}</span> <small>{off ? text.packNeedsPath : about}</small>
              </button>
            </li>
          );
        })}
      </ul>
    </div>
  );
}

async function save(name: Name): Promise<void> {
  const title = text.exportNames[name]?.[0] ?? name;
  try {
    if (name === 'embed') {
      await copy(embedCode(), text.embedCopied);
      return;
    }
    if (name === 'pack') download('story-pack.zip', await api.file(packURL()));
    else {
      download(`ip-graph.${name}`, await make[name]());
    }
    tell(text.exported(title));
  } catch (error) {
    tell(text.exportFailed(title, error instanceof Error ? error.message : String(error)));
  }
}

/** A frame for another web page. The address holds no character that markup would read. */
function embedCode(): string {
  const address = `${location.origin}/embed/${formatAddress(place.peek())}`.replace(/&/g, '&amp;').replace(/"/g, '%22');
  return `<iframe src="${address}" width="100%" height="560" loading="lazy" title="${text.product}"></iframe>`;
}
