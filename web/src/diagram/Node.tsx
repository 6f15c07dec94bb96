import { words } from '../model/data';
import { captionOf, kindOf, radiusOf, shownRelations, type DrawnNode } from '../model/drawing';
import { fetchedRelations } from '../model/expanding';
import { place } from '../model/place';
import type { Point } from '../layout/types';
import { text } from '../strings';
import { detail } from './camera';
import { lit } from './lit';
import { lookOf, outline } from './shapes';

interface Props {
  node: DrawnNode;
  at: Point | undefined;
  /** Whether Tab leads here. */
  current: boolean;
  onFocus: (id: string) => void;
}

const captionTop = 19;
const captionLine = 16;

/** An entity, or a folded group of them: sign, name, and a mark where there is more to see. */
export function NodeShape({ node, at, current, onFocus }: Props) {
  if (!at) return null;
  const radius = radiusOf(node);
  const look = lookOf(node.entity?.kind ?? '', node.entity?.investor);
  const form = node.entity ? look.form : 'pill';
  const on = node.entity !== undefined && place.value.node === node.id && place.value.edges.length === 0;
  const dim = lit.value && !lit.value.has(node.id) ? ' dim' : '';
  const unnamed = detail.value.names || on || lit.value?.has(node.id) || radius > 24 ? '' : ' unnamed';
  const caption = captionOf(node);
  const more = unseen(node);
  return (
    <g
      data-node={node.id}
      class={`node t-${node.entity ? look.tone : 'group'}${on ? ' on' : ''}${dim}${unnamed}`}
      transform={`translate(${at.x.toFixed(1)} ${at.y.toFixed(1)})`}
      role="button"
      tabIndex={current ? 0 : -1}
      aria-label={spoken(node, caption)}
      aria-pressed={on}
      onFocus={() => onFocus(node.id)}
    >
      <path class="ring" d={outline(form, radius + 6)} />
      <path class="shape" d={outline(form, radius)} />
      {node.entity ? (
        <path class="glyph" d={look.glyph} transform={`scale(${(radius / 14).toFixed(2)}) translate(-8 -8)`} />
      ) : (
        <text class="count" text-anchor="middle" y="5" aria-hidden="true">
          {node.group.members.length}
        </text>
      )}
      {more > 0 && (
        <g
          class="more"
          transform={`translate(${(radius * 0.86).toFixed(1)} ${(-radius * 0.86).toFixed(1)})`}
          aria-hidden="true"
        >
          <title>{text.moreThere(more)}</title>
          <circle r="7.5" />
          <path d="M-3.5 0H3.5M0 -3.5V3.5" />
        </g>
      )}
      <text class="name" text-anchor="middle" aria-hidden="true" dir="auto">
        {caption.map((line, i) => (
          <tspan key={i} x="0" y={radius + captionTop + i * captionLine}>
            {i < caption.length - 1 ? `${line} ` : line}
          </tspan>
        ))}
      </text>
    </g>
  );
}

/** How many relations of an entity the graph has and the drawing has not; as of an earlier day nobody counted. */
export function unseen(node: DrawnNode): number {
  if (!node.entity || place.value.known || place.value.expand.some((e) => e.id === node.id && !e.families.length))
    return 0;
  return Math.max(0, node.entity.relations - (fetchedRelations.value.get(node.id) ?? 0));
}

function spoken(node: DrawnNode, caption: string[]): string {
  const w = words.value.data;
  if (node.group) return text.groupNode(node.group.members.length, kindOf(node.group), node.group.line.verb);
  const relations = shownRelations.value.get(node.id) ?? 0;
  return text.nodeName(
    spokenName(node.entity.name, caption),
    w?.kind(node.entity.kind).toLowerCase() ?? node.entity.kind,
    relations,
  );
}

/** Who speaks to the machine says what they see: where a name is cut within a word, what is seen is said first. */
function spokenName(name: string, caption: string[]): string {
  const seen = caption.join(' ').replace(/…$/, '');
  const rest = name.slice(seen.length);
  return name.startsWith(seen) && (rest === '' || rest.startsWith(' ')) ? name : `${seen}: ${name}`;
}
