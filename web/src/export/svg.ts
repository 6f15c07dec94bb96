// Small parts of a picture.

export const svgNS = 'http://www.w3.org/2000/svg';

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

export const token = (name: string) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

export function element(name: string, attributes: object, content = ''): SVGElement {
  const made = document.createElementNS(svgNS, name);
  for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, String(value));
  made.textContent = content;
  return made;
}
