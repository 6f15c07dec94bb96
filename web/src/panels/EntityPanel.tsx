// The left pane: an entity, and its relations by family.
import { computed } from '@preact/signals';
import { api } from '../api/client';
import type { Edge, EntityPage, ViewEntity } from '../api/types';
import { EdgeSample } from '../diagram/EdgeSample';
import { Mark } from '../diagram/shapes';
import { edges, entityByID, nameOf, resource, view, words } from '../model/data';
import { moveBy, positions, shownKeys } from '../model/drawing';
import { expandOrCollapse, fetchedRelations } from '../model/expanding';
import { groupBy } from '../model/lines';
import { dismiss, go, openEdges, place, toggled } from '../model/place';
import { unsaidOfAll } from '../model/unsaid';
import { capital, standingOf, type Words } from '../model/words';
import { text } from '../strings';
import { Badge } from '../ui/Badge';
import { Bars } from '../ui/Bars';
import { PlainPageLink } from '../ui/PlainPageLink';
import { PathBox } from './PathBox';

const factsKey = computed(() => (place.value.node ? { id: place.value.node, known: place.value.known } : null));

/** The facts that are no relation. */
export const facts = resource<{ id: string; known: string }, EntityPage>(factsKey, ({ id, known }, signal) =>
  api.entity(id, known, signal),
);

export function EntityPanel() {
  const entity = entityByID.value.get(place.value.node);
  const w = words.value.data;
  if (facts.value.error?.status === 404) return <h1 class="missing">{text.entityMissing}</h1>;
  if (!entity || !w) return <Bars />;
  const relations = edges.value.filter((e) => e.from_id === entity.id || e.to_id === entity.id);
  return (
    <>
      <header>
        <Mark kind={entity.kind} investor={entity.investor} size={40} />
        <div>
          <p class="kicker">{w.kind(entity.kind)}</p>
          <h1>
            <bdi>{entity.name}</bdi>
          </h1>
        </div>
      </header>
      {entity.about && <p class="about">{capital(entity.about)}</p>}
      {entity.aliases && entity.aliases.length > 0 && (
        <p class="aliases">
          {text.alsoKnownAs}:{' '}
          {entity.aliases.map((alias, i) => (
            <span key={alias}>
              {i > 0 && ', '}
              <bdi>{alias}</bdi>
            </span>
          ))}
        </p>
      )}
      <Counts entity={entity} relations={relations} />
      <Actions entity={entity} />
      <PathBox entity={entity} />
      {byFamily(relations, w).map((list) => (
        <Family key={list[0]?.family} list={list} me={entity} w={w} />
      ))}
      {relations.length === 0 && !view.value.loading && <p class="muted">{text.noRelations}</p>}
      <Unseen entity={entity} />
      <Facts w={w} />
      <Move id={entity.id} />
    </>
  );
}

function Counts({ entity, relations }: { entity: ViewEntity; relations: Edge[] }) {
  const alleged = relations.filter((e) => standingOf(e) === 'alleged').length;
  const disputed = relations.filter((e) => e.disputed).length;
  const sources = new Set(relations.flatMap((e) => e.citations.map((c) => c.source))).size;
  return (
    <dl class="counts">
      <div>
        <dt>{text.relationsTitle}</dt>
        <dd>{place.value.known ? relations.length : entity.relations}</dd>
      </div>
      <div>
        <dt>{disputed ? text.disputedTitle : text.allegedTitle}</dt>
        <dd>{disputed || alleged}</dd>
      </div>
      <div>
        <dt>{text.sourcesTitle}</dt>
        <dd>{sources}</dd>
      </div>
    </dl>
  );
}

function Actions({ entity }: { entity: ViewEntity }) {
  const { expand, pins, node } = place.value;
  const expanded = expand.some((e) => e.id === entity.id);
  return (
    <div class="actions">
      {!(expanded && expand.length === 1 && node === entity.id) && (
        <button class="small" onClick={() => void expandOrCollapse(entity.id)}>
          {expanded ? text.collapse : text.expand}
        </button>
      )}
      <button
        class="small"
        aria-pressed={pins.includes(entity.id)}
        onClick={() => go({ pins: toggled(pins, entity.id) })}
      >
        {pins.includes(entity.id) ? text.unpin : text.pin}
      </button>
      <button class="small" onClick={() => go({ panel: 'conflicts', edges: [] }, 'push')}>
        {text.conflictsButton}
      </button>
      <button
        class="small"
        onClick={() => go({ expand: [{ id: entity.id, families: [] }], add: [], drop: [], fold: [], path: [] }, 'push')}
      >
        {text.onlyThis}
      </button>
      {!expanded && (
        <button class="small" onClick={() => dismiss(entity.id)}>
          {text.dismiss}
        </button>
      )}
      <PlainPageLink id={entity.id} class="small" />
    </div>
  );
}

/** Dragging is never the only way (WCAG 2.5.7). */
function Move({ id }: { id: string }) {
  if (place.value.table || !positions.value[id]) return null;
  return (
    <details class="move">
      <summary>{text.move}</summary>
      <div class="row">
        {(['left', 'up', 'down', 'right'] as const).map((way) => (
          <button key={way} class="round" aria-label={text.moveTo[way]} onClick={() => moveBy(id, way)}>
            <span aria-hidden="true">{{ left: '←', up: '↑', down: '↓', right: '→' }[way]}</span>
          </button>
        ))}
      </div>
    </details>
  );
}

/** Families with disputes first; in each what is drawn first, by the other party and the date. */
function byFamily(relations: Edge[], w: Words): Edge[][] {
  const me = place.value.node;
  const other = (e: Edge) => nameOf(e.from_id === me ? e.to_id : e.from_id);
  const hidden = (e: Edge) => (shownKeys.value.has(e.key) ? 0 : 1);
  const sorted = [...relations].sort(
    (a, b) =>
      hidden(a) - hidden(b) ||
      other(a).localeCompare(other(b)) ||
      a.valid_from.localeCompare(b.valid_from) ||
      a.type.localeCompare(b.type),
  );
  const order = (list: Edge[]) => w.families.indexOf(list[0]?.family ?? '');
  return groupBy(sorted, (e) => e.family).sort((a, b) => order(a) - order(b));
}

function Family({ list, me, w }: { list: Edge[]; me: ViewEntity; w: Words }) {
  const family = list[0]?.family ?? '';
  return (
    <details open class={`f-${family}`}>
      <summary>
        <i class="swatch" />
        <h2>{w.family(family)}</h2>
        <span class="n">{list.length}</span>
      </summary>
      {unsaidOfAll(list).map((sentence) => (
        <p key={sentence} class="muted left-out">
          {capital(sentence)}.
        </p>
      ))}
      <ul>
        {list.map((e) => (
          <li key={e.key}>
            <Relation edge={e} me={me.id} w={w} filtered={!shownKeys.value.has(e.key)} />
          </li>
        ))}
      </ul>
    </details>
  );
}

function Relation({ edge, me, w, filtered }: { edge: Edge; me: string; w: Words; filtered: boolean }) {
  const reversed = edge.to_id === me;
  const other = reversed ? edge.from_id : edge.to_id;
  const on = place.value.edges.includes(edge.key);
  const details = w.details(edge).join(' · ');
  return (
    <button
      class={`relation${on ? ' on' : ''}${filtered ? ' filtered' : ''}`}
      aria-current={on}
      onClick={() => openEdges([edge.key])}
    >
      <EdgeSample edge={edge} reversed={reversed} />
      <span>
        <span class="verb">{w.verb(edge, reversed)}</span> <b dir="auto">{nameOf(other)}</b>
        {(details || filtered) && (
          <small>{filtered ? `${details ? `${details} · ` : ''}${text.filteredOut}` : details}</small>
        )}
      </span>
      <Badge edge={edge} />
    </button>
  );
}

function Unseen({ entity }: { entity: ViewEntity }) {
  const missing = place.value.known ? 0 : entity.relations - (fetchedRelations.value.get(entity.id) ?? 0);
  if (missing <= 0) return null;
  return (
    <p class="muted unseen">
      {text.moreNotDrawn(missing)}{' '}
      <button class="link" onClick={() => void expandOrCollapse(entity.id)}>
        {text.expand}
      </button>
    </p>
  );
}

function Facts({ w }: { w: Words }) {
  const list = facts.value.data?.id === place.value.node ? facts.value.data.facts : [];
  if (facts.value.error) return <p class="muted">{text.entityFailed}</p>;
  if (list.length === 0) return null;
  return (
    <details class="facts f-none">
      <summary>
        <i class="swatch" />
        <h2>{text.facts}</h2>
        <span class="n">{list.length}</span>
      </summary>
      <ul>
        {list.map((f) => (
          <li key={f.id}>
            <span class="muted">{w.fact(f.predicate, f.qualifiers)}</span>{' '}
            <span dir="auto">{[f.amount?.text, f.value?.text].filter(Boolean).join(', ')}</span>
            <small>
              {f.asserted_by && `${text.saidBy(f.asserted_by)}; `}
              {f.publisher}, {f.locator}
            </small>
          </li>
        ))}
      </ul>
    </details>
  );
}
