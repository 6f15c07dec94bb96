// A field that suggests while one types (WAI-ARIA combobox with a listbox). The newest request wins.
import { useComputed, useSignal, useSignalEffect, type Signal } from '@preact/signals';
import type { ComponentChildren, RefObject } from 'preact';
import { useRef } from 'preact/hooks';
import { api, isAbort } from '../api/client';
import type { Entity } from '../api/types';
import { Mark } from '../diagram/shapes';
import { words } from '../model/data';
import { text } from '../strings';

/** One suggestion. */
export interface Option {
  id: string;
  view: ComponentChildren;
  choose: () => void;
}

interface Props {
  id: string;
  label: string;
  placeholder: string;
  /** Suggestions of the page's own, after the entities that the server finds. */
  more?: (query: string) => Option[];
  choose: (entity: Entity) => void;
  inputRef?: RefObject<HTMLInputElement | null>;
  children?: ComponentChildren;
}

/** As many suggestions are shown. */
const most = 9;
/** Typing pauses this long before the server is asked, in milliseconds. */
const pause = 120;

export function Combobox(props: Props) {
  const query = useSignal('');
  const open = useSignal(false);
  const active = useSignal(0);
  const own = useRef<HTMLInputElement>(null);
  const input = props.inputRef ?? own;
  const found = useFound(query);

  const options = useComputed<Option[]>(() => {
    const entities = (found.value.entities ?? []).map((entity) => ({
      id: entity.id,
      view: <EntityOption entity={entity} query={query.value} />,
      choose: () => props.choose(entity),
    }));
    return [...entities, ...(query.value.trim() ? (props.more?.(query.value.trim()) ?? []) : [])].slice(0, most);
  });

  const take = (option: Option | undefined) => {
    if (!option) return;
    query.value = '';
    open.value = false;
    input.current?.blur();
    option.choose();
  };
  const onKeyDown = (e: KeyboardEvent) => {
    const last = options.value.length - 1;
    if (e.key === 'ArrowDown') active.value = Math.min(last, active.value + 1);
    else if (e.key === 'ArrowUp') active.value = Math.max(0, active.value - 1);
    else if (e.key === 'Enter') takeWhenFound();
    else if (e.key === 'Escape' && open.value) open.value = false;
    else return;
    if (e.key === 'Escape') e.stopPropagation();
    e.preventDefault();
  };
  // Enter typed straight after the last letter waits for the answer to these letters.
  const waiting = useSignal(false);
  const takeWhenFound = () => {
    if (found.value.query === query.value.trim()) take(options.value[active.value]);
    else waiting.value = true;
  };
  useSignalEffect(() => {
    if (waiting.value && found.value.query === query.value.trim()) {
      waiting.value = false;
      take(options.peek()[active.peek()]);
    }
  });

  const shown = open.value && query.value.trim() !== '';
  const list = `${props.id}-list`;
  return (
    <div class="combobox">
      {props.children}
      <input
        ref={input}
        id={props.id}
        type="text"
        role="combobox"
        autocomplete="off"
        spellcheck={false}
        dir="auto"
        aria-label={props.label}
        placeholder={props.placeholder}
        aria-autocomplete="list"
        aria-controls={list}
        aria-expanded={shown}
        aria-activedescendant={shown && options.value[active.value] ? `${props.id}-${active.value}` : undefined}
        value={query}
        onInput={(e) => {
          query.value = e.currentTarget.value;
          open.value = true;
          active.value = 0;
          waiting.value = false;
        }}
        onFocus={() => (open.value = true)}
        onBlur={() => (open.value = false)}
        onKeyDown={onKeyDown}
      />
      <ul id={list} role="listbox" aria-label={text.suggestions} hidden={!shown}>
        {options.value.map((option, i) => (
          <li
            key={option.id}
            id={`${props.id}-${i}`}
            role="option"
            aria-selected={i === active.value}
            onPointerDown={(e) => {
              e.preventDefault(); // the field keeps its focus until the choice is made
              take(option);
            }}
          >
            {option.view}
          </li>
        ))}
        {shown && options.value.length === 0 && (
          <li class="none" role="option" aria-selected={false} aria-disabled="true">
            {found.value.failed
              ? text.searchFailed
              : found.value.query === query.value.trim()
                ? text.noHit(query.value.trim())
                : text.searching}
          </li>
        )}
      </ul>
    </div>
  );
}

interface Found {
  query: string;
  entities: Entity[] | null;
  failed: boolean;
}

/** What the server finds for the text in the field; earlier hits stay until newer ones are there. */
function useFound(query: Signal<string>): Signal<Found> {
  const found = useSignal<Found>({ query: '', entities: null, failed: false });
  useSignalEffect(() => {
    const q = query.value.trim();
    if (!q) {
      found.value = { query: '', entities: null, failed: false };
      return;
    }
    if (!/[\p{L}\p{N}]/u.test(q)) {
      found.value = { query: q, entities: [], failed: false }; // signs alone name nothing
      return;
    }
    const controller = new AbortController();
    const timer = setTimeout(() => {
      api.search(q, controller.signal).then(
        (hits) => (found.value = { query: q, entities: hits.entities, failed: false }),
        (error: unknown) => {
          if (!isAbort(error)) found.value = { query: q, entities: [], failed: true };
        },
      );
    }, pause);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  });
  return found;
}

function EntityOption({ entity, query }: { entity: Entity; query: string }) {
  const alias = matches(entity.name, query) ? undefined : entity.aliases?.find((a) => matches(a, query));
  return (
    <>
      <Mark kind={entity.kind} investor={entity.investor} />
      <span class="hit">
        <bdi>
          <Matched name={entity.name} query={query} />
        </bdi>
        {alias && (
          <small>
            <bdi>
              <Matched name={alias} query={query} />
            </bdi>
          </small>
        )}
      </span>
      <small>{words.value.data?.kind(entity.kind) ?? entity.kind}</small>
    </>
  );
}

const matches = (name: string, query: string) => name.toLowerCase().includes(query.toLowerCase());

function Matched({ name, query }: { name: string; query: string }) {
  const at = name.toLowerCase().indexOf(query.trim().toLowerCase());
  if (at < 0) return <>{name}</>;
  const end = at + query.trim().length;
  return (
    <>
      {name.slice(0, at)}
      <mark>{name.slice(at, end)}</mark>
      {name.slice(end)}
    </>
  );
}
