export function QuickSearch() {
  return null;
}
