import { create } from 'zustand';
import type { PortEnd } from './connectTargets.ts';

/** A wire being drawn, by the pointer or by the keyboard. */
export interface ConnectState {
  /** The port it starts at; null while none is drawn. */
  readonly start: PortEnd | null;
  /** `endKey` of the ports it may lead to. */
  readonly open: ReadonlySet<string>;
  /** By keyboard: the targets in the order that the arrow keys offer, and which of them is chosen. */
  readonly offered: readonly PortEnd[];
  readonly chosen: number;
  /** True while keys choose the target; false while the pointer drags. */
  readonly byKeys: boolean;
}

const NONE: ReadonlySet<string> = new Set();

export const useConnect = create<ConnectState>(() => ({
  start: null,
  open: NONE,
  offered: [],
  chosen: 0,
  byKeys: false,
}));

/** Ends the drawing. */
export function endConnect(): void {
  useConnect.setState({ start: null, open: NONE, offered: [], chosen: 0, byKeys: false });
}
