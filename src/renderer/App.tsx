/** The whole page. `version` is undefined where the page runs outside Electron. */
export function App({ version }: { readonly version: string | undefined }) {
  return (
    <main>
      <h1>Signalbox</h1>
      {version === undefined ? null : <p>Version {version}</p>}
    </main>
  );
}
