/** The app's mark, a signal with its arm up; the page's icon is the same file. What it stands beside names it. */
export function Mark({ size }: { readonly size: number }) {
  return <img src={`${import.meta.env.BASE_URL}icon.svg`} alt="" width={size} height={size} />;
}
