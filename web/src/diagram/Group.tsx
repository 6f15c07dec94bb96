import { bandPath } from '../layout/band';
import type { LayoutResult, PlacedGroup, Point } from '../layout/types';
import { groupText } from '../model/drawing';
import { foldGroup } from '../model/expanding';
import type { Group as GroupOfLeaves } from '../model/groups';
import { groupLabelSize } from '../model/measure';
import { detail } from './camera';
import { lit } from './lit';

const dimOf = (group: GroupOfLeaves) => (lit.value && !group.members.some((m) => lit.value?.has(m)) ? ' dim' : '');

/** The band behind the members of a group. */
export function Group({ group, layout }: { group: GroupOfLeaves; layout: LayoutResult }) {
  const placed = layout.groups[group.id];
  const members = (placed?.members ?? []).map((m) => layout.nodes[m]).filter((p): p is Point => p !== undefined);
  if (members.length < 2) return null;
  const d = bandPath(members);
  return (
    <g class={`band f-${group.line.family}${dimOf(group)}`}>
      <path class="rim" d={d} />
      <path class="ground" d={d} />
      <path class="fill" d={d} />
    </g>
  );
}

/** One label for all lines of a group; a click folds it. */
export function GroupLabel({ group, placed }: { group: GroupOfLeaves; placed: PlacedGroup | undefined }) {
  if (!placed?.label || !detail.value.labels) return null;
  const words = groupText(group);
  const { width, height } = groupLabelSize(words);
  return (
    <g
      class={`label group f-${group.line.family}${dimOf(group)}`}
      transform={`translate(${placed.label.x.toFixed(1)} ${placed.label.y.toFixed(1)})`}
      onClick={() => foldGroup(group.id)}
    >
      <rect x={-width / 2} y={-height / 2} width={width} height={height} rx={height / 2} />
      <text text-anchor="middle" y="4" class="verb">
        {words}
      </text>
    </g>
  );
}
