import { useEffect } from 'react';
import { useCamera } from '../store/cameraStore.ts';
import { boxOf, centreNode } from './flow.ts';

/** The last wish that was answered; one made while no canvas was shown is answered by the next canvas. */
let answered = 0;
/** A node that was just added, or a canvas that was just opened, is drawn within this many frames. */
const MOST_FRAMES = 60;

/** Brings what another part of the page asks for into view. */
export function useWishes(): void {
  const target = useCamera((state) => state.target);
  useEffect(() => {
    if (target === null || target.seq <= answered) return;
    let left = MOST_FRAMES;
    let frame = requestAnimationFrame(answer);
    function answer(): void {
      if (target === null) return;
      if (boxOf(target.node) === null && left-- > 0) {
        frame = requestAnimationFrame(answer);
        return;
      }
      answered = target.seq;
      centreNode(target.node);
    }
    return () => cancelAnimationFrame(frame);
  }, [target]);
}
