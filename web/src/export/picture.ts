// The diagram as a picture that stands alone: its styles as attributes, its fonts inside, and in its foot what a reader
// needs who sees nothing but the picture.
import interLatin from '@fontsource-variable/inter/files/inter-latin-wght-normal.woff2?url';
import { nameOf, words } from '../model/data';
import { picture, shownEdges } from '../model/drawing';
import { text } from '../strings';
import { footOf } from './foot';
import { element, token, svgNS, type Box } from './svg';

/** Drawing programs read attributes, not style sheets. */
const properties = [
  'fill',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'stroke-linecap',
  'stroke-linejoin',
  'stroke-opacity',
  'opacity',
  'font-family',
  'font-size',
  'font-weight',
  'paint-order',
  'text-anchor',
];

/** Mixed colours compute to color(srgb …), which drawing programs do not know. */
const plainColour = (value: string) =>
  value.replace(/color\(srgb ([\d.e-]+) ([\d.e-]+) ([\d.e-]+)(?: \/ [\d.]+)?\)/g, (_, ...rgb: string[]) => {
    const parts = rgb.slice(0, 3).map((part) => Math.round(Number(part) * 255));
    return `rgb(${parts.join(', ')})`;
  });

const margin = 40;
const least = 640; // pixels: the foot's lines need this width

/** The SVG of what is drawn now, of the whole drawing wherever the camera looks. */
export async function pictureOf(): Promise<string> {
  const live = document.querySelector<SVGSVGElement>('svg.diagram');
  const shown = picture.peek();
  if (!live || !shown) throw new Error(text.pictureNeedsDiagram);
  const copy = live.cloneNode(true) as SVGSVGElement;
  writeStyles(live, copy);
  copy.querySelectorAll('.hit, .ring, .more').forEach((part) => part.remove());
  copy.querySelectorAll('*').forEach(stripAttributes);
  const { left, top, right, bottom } = shown.layout.bounds;
  const width = Math.max(least, right - left) + 2 * margin;
  const box = { x: (left + right - width) / 2, y: top - margin, width, height: 0 };
  const foot = footOf(box, bottom + margin);
  box.height = foot.bottom - box.y;
  copy.firstElementChild?.removeAttribute('transform');
  frame(copy, box);
  copy.prepend(element('rect', { ...box, fill: token('--canvas') }));
  copy.prepend(fontStyle(await fontData()), element('title', {}, text.product), element('desc', {}, description()));
  copy.append(...foot.parts);
  return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(copy)}`;
}

function writeStyles(live: SVGSVGElement, copy: SVGSVGElement): void {
  const copies = copy.querySelectorAll('*');
  live.querySelectorAll('*').forEach((original, i) => {
    const made = copies[i];
    if (!made) return;
    const style = getComputedStyle(original);
    for (const name of properties) {
      const value = style.getPropertyValue(name);
      if (value) made.setAttribute(name, plainColour(value));
    }
  });
}

/** What only the page needs. */
function stripAttributes(made: Element): void {
  for (const { name } of [...made.attributes]) {
    if (/^(class|tabindex|role|dir|aria-|data-)/.test(name)) made.removeAttribute(name);
  }
}

function frame(copy: SVGSVGElement, box: Box): void {
  for (const { name } of [...copy.attributes]) copy.removeAttribute(name);
  copy.setAttribute('xmlns', svgNS);
  copy.setAttribute('role', 'img');
  copy.setAttribute('viewBox', `${box.x} ${box.y} ${box.width} ${box.height}`);
  copy.setAttribute('width', String(Math.ceil(box.width)));
  copy.setAttribute('height', String(Math.ceil(box.height)));
}

/** The picture in words, for those who do not see it. */
function description(): string {
  const w = words.peek().data;
  return shownEdges
    .peek()
    .map((e) => `${nameOf(e.from_id)} ${w?.verb(e) ?? e.type} ${nameOf(e.to_id)} (${w?.status(e.status) ?? e.status})`)
    .join('. ');
}

let font = '';

/** A picture cannot see the fonts of the page. */
async function fontData(): Promise<string> {
  if (font) return font;
  const bytes = new Uint8Array(await (await fetch(interLatin)).arrayBuffer());
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  font = `data:font/woff2;base64,${btoa(binary)}`;
  return font;
}

function fontStyle(data: string): SVGElement {
  return element(
    'style',
    {},
    `@font-face{font-family:"Inter Variable";src:url(${data}) format("woff2");font-weight:100 900}`,
  );
}

/** The picture in pixels, at so many for one of the screen. */
export async function pngOf(scale: number): Promise<Blob> {
  const url = URL.createObjectURL(new Blob([await pictureOf()], { type: 'image/svg+xml' }));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = image.width * scale;
    canvas.height = image.height * scale;
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise<Blob>((resolve, reject) =>
      canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error(text.pictureTooLarge))), 'image/png'),
    );
  } finally {
    URL.revokeObjectURL(url);
  }
}
