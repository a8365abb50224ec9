const SAFE = /[^A-Za-z0-9_]/g;
const ESCAPED = /-([0-9a-f]+)-/g;

/**
 * A port's name as an id on the page. React Flow puts it into a selector unescaped, and a port of an unknown module is
 * called whatever its file says.
 */
export function portHandle(port: string): string {
  return port.replace(SAFE, (unit) => `-${unit.charCodeAt(0).toString(16)}-`);
}

/** The port that `portHandle` named so. */
export function handlePort(handle: string): string {
  return handle.replace(ESCAPED, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}
