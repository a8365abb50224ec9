/** Milliseconds between two looks. */
const EVERY = 10_000;

/** As much of the page's clock as is used; only a page that is isolated from all others is told of memory. */
interface MemoryTeller {
  measureUserAgentSpecificMemory?(): Promise<{ readonly bytes: number }>;
}

/**
 * Tells now and then how many bytes the page holds, its workers and their shared memory among them, as far as the
 * browser accounts for them; buffers on the GPU are not. Where it does not tell, nothing is told.
 */
export function sampleMemory(teller: object, tell: (bytes: number) => void): void {
  const measure = (teller as MemoryTeller).measureUserAgentSpecificMemory?.bind(teller);
  if (measure === undefined) return;
  const look = async () => {
    try {
      tell((await measure()).bytes);
      setTimeout(look, EVERY);
    } catch {
      // The browser says no once and for all.
    }
  };
  void look();
}
