export function MistakesView() {
  return null;
}
