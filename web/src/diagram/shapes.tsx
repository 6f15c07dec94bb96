// The sign of a kind: shape, glyph and colour, three together, so that none is needed alone.
import type { Kind } from '../api/types';
import type { Standing } from '../model/words';

type Form = 'square' | 'circle' | 'hexagon' | 'diamond' | 'pill' | 'page';

/** What a kind looks like; the tone names the colours of tokens.css. */
interface Look {
  form: Form;
  glyph: string;
  tone: 'company' | 'investor' | 'person' | 'policy' | 'dispute' | 'licence' | 'patent';
}

const buildings = 'M3.4 13.4V3.6h5.4v9.8M8.8 6.6h3.8v6.8M2.4 13.4h11.2M5.3 6.1h1.6M5.3 8.5h1.6M5.3 10.9h1.6';
const coin =
  'M8 13.2A5.2 5.2 0 1 0 8 2.8a5.2 5.2 0 0 0 0 10.4zM9.8 6.2C9.4 5.5 6.3 5.2 6.3 6.8S9.8 8 9.8 9.4s-3.2 1.4-3.7.5M8 4.6v6.8';
const head = 'M8 7.7a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5zM3.2 13.4c.4-2.6 2.4-3.9 4.8-3.9s4.4 1.3 4.8 3.9';
const columns = 'M2.6 6.1 8 3l5.4 3.1zM4.3 6.5V11M8 6.5V11M11.7 6.5V11M2.8 13h10.4';
const scales = 'M8 3v10M5 13h6M3 5.2h10M3 5.2 1.6 9h2.8zM13 5.2 11.6 9h2.8z';
const sheet = 'M4.5 5.2h7M4.5 8h7M4.5 10.8h4.4';
const bulb = 'M6.2 12.2h3.6M6.8 14h2.4M5.9 10c-1.2-.8-1.9-2-1.9-3.4a4 4 0 1 1 8 0c0 1.4-.7 2.6-1.9 3.4v.6H5.9z';
const cap = 'M1.8 6.4 8 3.6l6.2 2.8L8 9.2zM4.4 7.8v3.2c1.9 1.5 5.3 1.5 7.2 0V7.8';
const gauge = 'M2.8 12.6V9.2M6.2 12.6V6M9.6 12.6V8M13 12.6V3.6';

const looks: Record<Kind, Look> = {
  company: { form: 'square', glyph: buildings, tone: 'company' },
  fund: { form: 'square', glyph: coin, tone: 'investor' },
  university: { form: 'square', glyph: cap, tone: 'company' },
  'standards-body': { form: 'hexagon', glyph: columns, tone: 'policy' },
  person: { form: 'circle', glyph: head, tone: 'person' },
  agency: { form: 'hexagon', glyph: columns, tone: 'policy' },
  court: { form: 'hexagon', glyph: scales, tone: 'policy' },
  law: { form: 'hexagon', glyph: sheet, tone: 'policy' },
  lawsuit: { form: 'diamond', glyph: scales, tone: 'dispute' },
  'legal-claim': { form: 'diamond', glyph: sheet, tone: 'dispute' },
  demand: { form: 'diamond', glyph: coin, tone: 'dispute' },
  licence: { form: 'pill', glyph: sheet, tone: 'licence' },
  conveyance: { form: 'pill', glyph: sheet, tone: 'licence' },
  'funding-round': { form: 'pill', glyph: coin, tone: 'investor' },
  patent: { form: 'page', glyph: bulb, tone: 'patent' },
  'patent-family': { form: 'page', glyph: bulb, tone: 'patent' },
  measure: { form: 'square', glyph: gauge, tone: 'patent' },
};

const usual: Look = { form: 'square', glyph: sheet, tone: 'patent' };

/** Investors have the colour and glyph of a fund. */
export function lookOf(kind: Kind, investor = false): Look {
  const look = looks[kind] ?? usual;
  return investor && kind === 'company' ? { ...look, glyph: coin, tone: 'investor' } : look;
}

const at = (x: number, y: number) => `${x.toFixed(1)} ${y.toFixed(1)}`;

function rounded(w: number, h: number, c: number): string {
  return `M${at(-w + c, -h)}H${(w - c).toFixed(1)}Q${at(w, -h)} ${at(w, -h + c)}V${(h - c).toFixed(1)}Q${at(w, h)} ${at(w - c, h)}H${(-w + c).toFixed(1)}Q${at(-w, h)} ${at(-w, h - c)}V${(-h + c).toFixed(1)}Q${at(-w, -h)} ${at(-w + c, -h)}Z`;
}

const polygon = (corners: [number, number][]) => `M${corners.map(([x, y]) => at(x, y)).join('L')}Z`;

/** The outline of a form round the origin; it stays within the circle of radius r, or nearly so. */
export function outline(form: Form, r: number): string {
  switch (form) {
    case 'circle':
      return `M${at(-r, 0)}A${r} ${r} 0 1 1 ${at(r, 0)}A${r} ${r} 0 1 1 ${at(-r, 0)}Z`;
    case 'hexagon':
      return polygon(
        [0, 1, 2, 3, 4, 5].map((i) => [
          r * 1.06 * Math.cos((i + 0.5) * (Math.PI / 3)),
          r * 1.06 * Math.sin((i + 0.5) * (Math.PI / 3)),
        ]),
      );
    case 'diamond':
      return polygon([
        [0, -r * 1.12],
        [r * 1.12, 0],
        [0, r * 1.12],
        [-r * 1.12, 0],
      ]);
    case 'pill':
      return rounded(r, r * 0.72, r * 0.7);
    case 'page':
      return polygon([
        [-r * 0.76, -r * 0.95],
        [r * 0.36, -r * 0.95],
        [r * 0.76, -r * 0.55],
        [r * 0.76, r * 0.95],
        [-r * 0.76, r * 0.95],
      ]);
    case 'square':
      return rounded(r * 0.93, r * 0.93, r * 0.34);
  }
}

/** The sign of a kind in a text. */
export function Mark({
  kind,
  investor = false,
  size = 20,
}: {
  kind: Kind;
  investor?: boolean | undefined;
  size?: number;
}) {
  const look = lookOf(kind, investor);
  return (
    <svg class={`mark t-${look.tone}`} width={size} height={size} viewBox="-12 -12 24 24" aria-hidden="true">
      <path class="shape" d={outline(look.form, 10.6)} />
      <path class="glyph" d={look.glyph} transform="scale(.82) translate(-8 -8)" />
    </svg>
  );
}

/** A sample of a line: family by colour, standing by style, direction by its head. */
export function LineSample({
  family,
  standing,
  heads,
}: {
  family: string;
  standing: Standing;
  heads: 'to' | 'from' | 'none';
}) {
  const start = heads === 'from' ? 8 : 1;
  const end = heads === 'to' ? 22 : 29;
  const d = `M${start} 6H${end}`;
  return (
    <svg class={`line f-${family} s-${standing}`} width="30" height="12" viewBox="0 0 30 12" aria-hidden="true">
      <path class="stroke" d={d} />
      {standing === 'found' && <path class="inner" d={d} />}
      {end === 22 && <path class="head" d="M30 6l-9-4.5v9z" />}
      {start === 8 && <path class="head" d="M0 6l9-4.5v9z" />}
    </svg>
  );
}
