export function ProblemBar() {
  return null;
}
