export function FileMenu() {
  return null;
}
