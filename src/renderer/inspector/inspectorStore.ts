import { create } from 'zustand';

/** What stays as it is while one node after the other is inspected. */
export const useInspector = create<{ readonly isDocumentationOpen: boolean }>(() => ({
  isDocumentationOpen: false,
}));

/** Opens or closes the documentation of the inspected module. */
export function showDocumentation(isDocumentationOpen = true): void {
  useInspector.setState({ isDocumentationOpen });
}
