// The diagram: entities as signs with their names below, relations as lines with their verbs.
import { useComputed, useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { entityByID, view } from '../model/data';
import { canvas, laidOut, moveBy, picture, shownEdges, shownEntities } from '../model/drawing';
import { expandOrCollapse, openGroup } from '../model/expanding';
import { go, openEdges, openEntity, place } from '../model/place';
import { say } from '../model/say';
import { text } from '../strings';
import { FitIcon, MinusIcon, PlusIcon } from '../ui/icons';
import { fit, reveal, transform, zoom } from './camera';
import { Group, GroupLabel } from './Group';
import { Key } from './Key';
import { LineLabel, LineShape } from './Lines';
import { hovered } from './lit';
import { NodeShape } from './Node';
import { listen } from './pointer';

/** What Enter or a click opens: the entity, or the members of a folded group. */
function pick(id: string): void {
  if (entityByID.peek().has(id)) {
    openEntity(id, true);
    say(text.selected(entityByID.peek().get(id)?.name ?? id));
  } else openGroup(id);
}

function pickLine(id: string): void {
  const line = picture.peek()?.scene.lines.find((l) => l.id === id);
  if (line) openEdges(line.edges.map((e) => e.key));
}

const clear = () => {
  if (place.peek().edges.length) go({ edges: [] }, 'push');
};

/** The nearest entity in a direction; what lies aside counts more than what lies ahead. */
function nearest(from: string, [dx, dy]: [number, number]): string {
  const places = picture.peek()?.layout.nodes ?? {};
  const at = places[from];
  let best = '';
  let least = Infinity;
  if (!at) return best;
  for (const [id, to] of Object.entries(places)) {
    const [x, y] = [to.x - at.x, to.y - at.y];
    const ahead = x * dx + y * dy;
    const cost = ahead + 2.2 * Math.abs(x * dy - y * dx);
    if (id !== from && ahead > 0 && cost < least) [best, least] = [id, cost];
  }
  return best;
}

/** What was opened in a list may lie outside of what is seen. */
function revealChosen(): void {
  const shown = picture.peek();
  const { node, edges } = place.peek();
  const line = shown?.scene.lines.find((l) => l.edges.some((e) => edges.includes(e.key)));
  const at = line ? shown?.layout.edges[line.id]?.label : shown?.layout.nodes[node];
  if (at) reveal(at);
}

const arrows: Record<string, [number, number]> = {
  ArrowRight: [1, 0],
  ArrowLeft: [-1, 0],
  ArrowDown: [0, 1],
  ArrowUp: [0, -1],
};

const wayOf = (key: string) => key.replace('Arrow', '').toLowerCase() as 'left' | 'right' | 'up' | 'down';

export function Diagram() {
  const svg = useRef<SVGSVGElement>(null);
  const wrap = useRef<HTMLDivElement>(null);
  const cursor = useSignal('');
  useCanvasSize(wrap);
  useEffect(() => (svg.current ? listen(svg.current, { pick, pickLine, clear }) : undefined), []);
  useEffect(() => {
    fit();
    if (laidOut.value > 0) say(text.pictureCount(shownEntities.peek().length, shownEdges.peek().length));
  }, [laidOut.value]);
  useEffect(() => revealChosen(), [place.value.node, place.value.edges.join()]);

  const focus = (id: string) => {
    cursor.value = id;
    svg.current?.querySelector<SVGGElement>(`[data-node="${CSS.escape(id)}"]`)?.focus();
  };
  const onKey = (e: KeyboardEvent) => {
    if (e.ctrlKey || e.metaKey || e.altKey) return;
    const direction = arrows[e.key];
    if (direction) {
      e.preventDefault();
      if (e.shiftKey) {
        moveBy(cursor.value, wayOf(e.key));
        return;
      }
      const next = nearest(cursor.value, direction);
      if (next) focus(next);
    } else if (e.key === 'Enter' || e.key === ' ') {
      e.preventDefault();
      pick(cursor.value);
    }
  };
  const shown = picture.value;
  const ids = shown?.scene.nodes.map((n) => n.id) ?? [];
  const current = ids.includes(cursor.value)
    ? cursor.value
    : ids.includes(place.value.node)
      ? place.value.node
      : (ids[0] ?? '');
  if (current !== cursor.value) cursor.value = current;

  return (
    <div class={`canvas${view.value.loading ? ' stale' : ''}`} ref={wrap}>
      <svg
        ref={svg}
        class="diagram"
        role="group"
        aria-roledescription={text.network}
        aria-label={text.networkName(shownEntities.value.length, shownEdges.value.length)}
        onKeyDown={onKey}
        onDblClick={(e) => {
          const id = e.target instanceof Element ? e.target.closest('[data-node]')?.getAttribute('data-node') : null;
          if (id) void expandOrCollapse(id);
        }}
        onPointerOver={(e) => {
          if (e.pointerType !== 'mouse' || !(e.target instanceof Element)) return;
          const over = e.target.closest('[data-node], [data-line]');
          hovered.value = over?.getAttribute('data-node') ?? over?.getAttribute('data-line') ?? '';
        }}
        onPointerLeave={() => (hovered.value = '')}
      >
        <g transform={transform}>{shown && <Picture cursor={cursor.value} onFocus={(id) => (cursor.value = id)} />}</g>
      </svg>
      <Key />
      <ZoomButtons />
    </div>
  );
}

function Picture({ cursor, onFocus }: { cursor: string; onFocus: (id: string) => void }) {
  const shown = picture.value;
  if (!shown) return null;
  const { scene, layout } = shown;
  return (
    <>
      <g aria-hidden="true">
        {scene.groups.map((group) => (
          <Group key={group.id} group={group} layout={layout} />
        ))}
      </g>
      <g aria-hidden="true">
        {scene.lines.map((line) => (
          <LineShape key={line.id} line={line} placed={layout.edges[line.id]} />
        ))}
      </g>
      <g>
        {scene.nodes.map((node) => (
          <NodeShape
            key={node.id}
            node={node}
            at={layout.nodes[node.id]}
            current={cursor === node.id}
            onFocus={onFocus}
          />
        ))}
      </g>
      <g aria-hidden="true">
        {scene.groups.map((group) => (
          <GroupLabel key={group.id} group={group} placed={layout.groups[group.id]} />
        ))}
        {scene.lines.map((line) => (
          <LineLabel key={line.id} line={line} placed={layout.edges[line.id]} />
        ))}
      </g>
    </>
  );
}

/** Measures the canvas, and shows the whole drawing when its size changes. */
function useCanvasSize(wrap: { current: HTMLDivElement | null }): void {
  const seen = useComputed(() => canvas.value);
  useEffect(() => {
    const observer = new ResizeObserver(([entry]) => {
      const { width = 0, height = 0 } = entry?.contentRect ?? {};
      if (!width || !height || (seen.peek()?.width === width && seen.peek()?.height === height)) return;
      canvas.value = { width, height };
      fit();
    });
    if (wrap.current) observer.observe(wrap.current);
    return () => observer.disconnect();
  }, []);
}

function ZoomButtons() {
  return (
    <div class="zoom" role="group" aria-label={text.zoom}>
      <button onClick={() => zoom(1.25)} aria-label={text.zoomIn} title={`${text.zoomIn} (+)`}>
        <PlusIcon />
      </button>
      <button onClick={() => zoom(0.8)} aria-label={text.zoomOut} title={`${text.zoomOut} (−)`}>
        <MinusIcon />
      </button>
      <button class="fit" onClick={() => fit()} aria-label={text.fit} title={`${text.fit} (0)`}>
        <FitIcon />
      </button>
    </div>
  );
}
