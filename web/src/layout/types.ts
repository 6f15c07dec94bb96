// What the layout is given, and what it gives. All lengths are pixels at scale 1. No text is measured here: the widths
// come in, so that the same input always gives the same picture, in a worker and in a test.

export interface Point {
  x: number;
  y: number;
}

/** A thing to draw: a shape of the given radius, with its name centred below it. */
export interface LayoutNode {
  id: string;
  radius: number;
  /** Width of the widest line of the name. */
  labelWidth: number;
  /** Lines of the name; each is 16 px high, the first baseline lies 19 px below the shape. */
  labelLines: number;
  /** Where the reader has seen it already. It stays there. */
  fixed?: Point;
}

/** A line between two things, with its label. Several may join the same two. */
export interface LayoutEdge {
  id: string;
  from: string;
  to: string;
  labelWidth: number;
  labelHeight: number;
  /** Whether there is an arrowhead at each end. */
  headFrom: boolean;
  headTo: boolean;
}

/** Leaves of one hub that share a relation: they sit on an arc and have one label in place of one for each line. */
export interface LayoutGroup {
  id: string;
  hub: string;
  members: string[];
  labelWidth: number;
  labelHeight: number;
}

export interface LayoutInput {
  nodes: LayoutNode[];
  edges: LayoutEdge[];
  groups: LayoutGroup[];
  /** The canvas that the drawing should fill well. */
  width: number;
  height: number;
}

/** An end of a line: where it stops, and in which direction it arrives, in degrees. */
export interface Tip extends Point {
  angle: number;
}

export interface PlacedEdge {
  /** Start, control point and end of a quadratic Bézier curve. */
  curve: [Point, Point, Point];
  /** Where the arrowheads point to; the curve stops short of them. */
  tipFrom: Tip;
  tipTo: Tip;
  /** The middle of the label, or null where none fits: then the line is named on demand alone. */
  label: Point | null;
}

export interface PlacedGroup {
  /** The members in order round the hub: a band is drawn along them. */
  members: string[];
  label: Point | null;
}

export interface Bounds {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

export interface LayoutResult {
  nodes: Record<string, Point>;
  edges: Record<string, PlacedEdge>;
  groups: Record<string, PlacedGroup>;
  bounds: Bounds;
}
