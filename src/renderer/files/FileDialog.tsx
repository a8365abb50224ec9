export function FileDialog() {
  return null;
}
