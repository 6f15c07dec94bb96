import type { PlacedEdge, Tip } from '../layout/types';
import { groupOfLine } from '../model/drawing';
import type { Line } from '../model/lines';
import { place } from '../model/place';
import { labelLine, lineLabelSize } from '../model/measure';
import { detail } from './camera';
import { hot, hovered, lit } from './lit';

interface Props {
  line: Line;
  placed: PlacedEdge | undefined;
}

const isOn = (line: Line) => line.edges.some((e) => place.value.edges.includes(e.key));

function classOf(base: string, line: Line): string {
  const on = isOn(line) ? ' on' : '';
  const warm = hot.value.has(line.id) ? ' hot' : '';
  const dim = lit.value && !lit.value.has(line.id) ? ' dim' : '';
  return `${base} f-${line.family} s-${line.standing}${on}${warm}${dim}`;
}

const xy = ({ x, y }: { x: number; y: number }) => `${x.toFixed(1)} ${y.toFixed(1)}`;

export function LineShape({ line, placed }: Props) {
  if (!placed) return null;
  const [start, bend, end] = placed.curve;
  const d = `M${xy(start)}Q${xy(bend)} ${xy(end)}`;
  return (
    <g data-line={line.id} class={classOf('edge', line)}>
      <path class="hit" d={d} />
      <path class="stroke" d={d} />
      {line.standing === 'found' && <path class="inner" d={d} />}
      {line.headTo && <Head tip={placed.tipTo} />}
      {line.headFrom && <Head tip={placed.tipFrom} />}
    </g>
  );
}

const Head = ({ tip }: { tip: Tip }) => (
  <path class="head" d="M0 0L-11 -5V5Z" transform={`translate(${xy(tip)}) rotate(${tip.angle.toFixed(1)})`} />
);

/** The verb and what qualifies it. A label without a place shows while its line is lit. */
export function LineLabel({ line, placed }: Props) {
  if (!placed || groupOfLine.value.has(line.id)) return null;
  const asked = isOn(line) || hovered.value === line.id || hot.value.has(line.id);
  if (!asked && (!detail.value.labels || !placed.label)) return null;
  const [start, bend, end] = placed.curve;
  const at = placed.label ?? { x: (start.x + 2 * bend.x + end.x) / 4, y: (start.y + 2 * bend.y + end.y) / 4 };
  const { width, height } = lineLabelSize(line.label);
  return (
    <g data-line={line.id} class={classOf('label', line)} transform={`translate(${xy(at)})`}>
      <rect x={-width / 2} y={-height / 2} width={width} height={height} rx="5" />
      <text text-anchor="middle" dir="auto">
        {line.label.map((words, i) => (
          <tspan key={i} x="0" y={(i - (line.label.length - 1) / 2) * labelLine + 4} class={i ? 'detail' : 'verb'}>
            {i < line.label.length - 1 ? `${words} ` : words}
          </tspan>
        ))}
      </text>
      {line.disputed && (
        <g class="disputed" transform={`translate(${(width / 2 + 1).toFixed(1)} ${(-height / 2 + 1).toFixed(1)})`}>
          <circle r="6.5" />
          <path d="M0 -3.4V.8M0 3v.2" />
        </g>
      )}
    </g>
  );
}
