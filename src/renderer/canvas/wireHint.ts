import { wireFault } from '../edits/wires.ts';
import { analysisOf } from '../store/analysisStore.ts';
import { useDocument, wireKey } from '../store/documentStore.ts';
import { type PortEnd, wireBetween } from './connectTargets.ts';
import { shapeFault } from './fit.ts';

/** What is said of a wire before it is drawn: it may not be, it will not fit, or it will. */
export interface WireHint {
  readonly kind: 'closed' | 'misfit' | 'fits';
  readonly text: string;
}

/** The hint for a wire between two ports of the open document. */
export function wireHint(start: PortEnd, end: PortEnd): WireHint {
  const { document } = useDocument.getState();
  const wire = wireBetween(start, end);
  const refused = wireFault(document, wire);
  if (refused) return { kind: 'closed', text: refused.message };
  const misfit = shapeFault(document, analysisOf(document).shaped, wire);
  if (misfit) return { kind: 'misfit', text: `Will not fit: ${misfit.message}` };
  const taken = document.wires.find((other) => wireKey(other) === wireKey(wire));
  const gone =
    taken && taken.from.node !== wire.from.node ? `, in place of the wire from ${taken.from.node}` : '';
  return { kind: 'fits', text: `${start.side === 'output' ? 'To' : 'From'} ${end.node} ${end.port}${gone}` };
}
