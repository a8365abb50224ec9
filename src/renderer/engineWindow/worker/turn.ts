/**
 * Lets a worker's messages in: each call resolves after the event loop has turned once. A message to oneself does that
 * at once, where a timer of 0 would be kept waiting for 4 ms.
 */
export function createTurn(): () => Promise<void> {
  const { port1, port2 } = new MessageChannel();
  const waiting: (() => void)[] = [];
  port1.onmessage = () => waiting.shift()?.();
  return () =>
    new Promise((resolve) => {
      waiting.push(resolve);
      port2.postMessage(null);
    });
}
