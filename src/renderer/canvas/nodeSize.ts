import { fitText, textWidth } from './textWidth.ts';

/** What decides a node's size: its texts and how many ports it has. */
export interface NodeTexts {
  readonly title: string;
  /** The module's name under a label. */
  readonly type: string | null;
  /** Parameters in one line. */
  readonly params: string | null;
  /** What it takes of a training step. */
  readonly time: string | null;
  readonly id: string;
  /** The shapes it puts out; empty where they are not known. */
  readonly shape: string;
  readonly faulty: boolean;
  readonly inputs: number;
  readonly outputs: number;
}

/** Heights of a node's lines and sizes of its type, in pixels; ModuleNode.module.css has the same numbers. */
export const NODE = {
  padding: 6,
  side: 12,
  stripe: 4,
  icon: 22,
  badge: 44,
  title: { height: 19, type: 13 },
  line: { height: 16, type: 12 },
  foot: { height: 15, type: 11 },
  ports: { height: 13, each: 62 },
  border: 1,
  narrowest: 124,
  widest: 236,
} as const;

/** A node's width and height, known before it is drawn. The width is even, so that its middle is a whole pixel. */
export function nodeSize(texts: NodeTexts): { readonly width: number; readonly height: number } {
  const { padding, side, stripe, border, title, line, foot, ports } = NODE;
  const lines = [
    NODE.icon + textWidth(texts.title, title.type) + (texts.faulty ? NODE.badge : 0),
    textWidth(texts.type ?? '', line.type),
    textWidth(texts.params ?? '', line.type),
    textWidth(texts.time ?? '', line.type),
    textWidth(texts.id, foot.type) + textWidth(texts.shape, foot.type) + 14,
  ];
  const inner = Math.max(...lines) + 2 * side + stripe + 2 * border;
  const text = Math.min(Math.max(inner, NODE.narrowest), NODE.widest);
  const width = Math.max(text, ports.each * Math.max(texts.inputs, texts.outputs, 1));
  const height =
    2 * (padding + border) +
    title.height +
    (texts.type === null ? 0 : line.height) +
    (texts.params === null ? 0 : line.height) +
    (texts.time === null ? 0 : line.height) +
    foot.height +
    (texts.inputs > 1 ? ports.height : 0) +
    (texts.outputs > 1 ? ports.height : 0);
  return { width: 2 * Math.ceil(width / 2), height };
}

/** The same texts as they fit into a node of a width: whoever cuts them while painting pays for it in every frame. */
export function fittedTexts(
  texts: NodeTexts,
  width: number,
): Pick<NodeTexts, 'title' | 'type' | 'params' | 'time' | 'id' | 'shape'> {
  const { side, stripe, border, title, line, foot, icon, badge } = NODE;
  const room = width - 2 * side - stripe - 2 * border;
  const fit = (text: string | null) => (text === null ? null : fitText(text, room, line.type));
  const shape = fitText(texts.shape, 0.7 * room, foot.type);
  return {
    title: fitText(texts.title, room - icon - (texts.faulty ? badge : 0), title.type),
    type: fit(texts.type),
    params: fit(texts.params),
    time: fit(texts.time),
    id: fitText(texts.id, room - textWidth(shape, foot.type) - 10, foot.type),
    shape,
  };
}

/** Where along a node's edge a port is, from the node's left: ports stand evenly. */
export function portPlace(width: number, index: number, count: number): number {
  return (width * (index + 0.5)) / count;
}
