/** What an engine in this window could work with. */
export interface EngineSurroundings {
  /** The page is isolated from other origins, which threads of WASM need. */
  readonly isolated: boolean;
  /** The GPU as the system names it; null where the page may use none. */
  readonly adapter: string | null;
}

/** As much of WebGPU as the question needs. */
interface Gpu {
  requestAdapter(options: { readonly powerPreference: 'high-performance' }): Promise<Adapter | null>;
}

interface Adapter {
  readonly info: { readonly vendor: string; readonly architecture: string; readonly description: string };
}

/** Asks the window what it offers. */
export async function describeSurroundings(
  { crossOriginIsolated }: { readonly crossOriginIsolated: boolean },
  navigator: object,
): Promise<EngineSurroundings> {
  const gpu = 'gpu' in navigator ? (navigator.gpu as Gpu | undefined) : undefined;
  const adapter = (await gpu?.requestAdapter({ powerPreference: 'high-performance' })) ?? null;
  if (adapter === null) return { isolated: crossOriginIsolated, adapter: null };
  const { vendor, architecture, description } = adapter.info;
  const words = description === '' ? `${vendor} ${architecture}`.trim() : description;
  return { isolated: crossOriginIsolated, adapter: words === '' ? 'a GPU that gives no name' : words };
}
